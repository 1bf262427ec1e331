package org.keyledger.server.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.Keys;
import org.keyledger.ledger.Vault;

/**
 * The keys as the vault keeps them: random, made at the first start, the same for every node and every later start.
 *
 * <p>Signing keys are numbered. One signs; the next is published before it does, and the last until its tokens are dead.
 */
final class VaultKeys implements Keys {

    private static final int LENGTH = 32;
    private static final String ACTIVE = "signing/active";

    private final Map<Purpose, SecretKey> hmacKeys = new EnumMap<>(Purpose.class);
    private final List<SigningKey> published;
    private final SigningKey signing;

    VaultKeys(Vault vault) {
        for (var purpose : Purpose.values()) {
            hmacKeys.put(purpose, new SecretKeySpec(vault.keep(nameOf(purpose), random()), "HmacSHA256"));
        }
        var active = number(vault.keep(ACTIVE, "1".getBytes(StandardCharsets.US_ASCII)));
        this.published = IntStream.rangeClosed(Math.max(1, active - 1), active + 1)
                .mapToObj(number -> signingKey(vault, number))
                .toList();
        this.signing = signingKey(vault, active);
    }

    @Override
    public SecretKey key(Purpose purpose) {
        return Objects.requireNonNull(hmacKeys.get(purpose));
    }

    @Override
    public SigningKey signing() {
        return signing;
    }

    @Override
    public List<SigningKey> published() {
        return published;
    }

    private static SigningKey signingKey(Vault vault, int number) {
        var name = "signing/" + number;
        var kept = vault.secret(name).orElseGet(() -> vault.keep(name, SigningKeyPair.generate()));
        return SigningKeyPair.parse(kept);
    }

    private static String nameOf(Purpose purpose) {
        return "hmac/" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int number(byte[] text) {
        return Integer.parseInt(new String(text, StandardCharsets.US_ASCII));
    }

    private static byte[] random() {
        var key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
