package org.keyledger.server.servicekeys;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.Vault;

/** Service keys from the vault: random, created at the first start, the same on every node and at every later start. */
final class VaultServiceKeys implements ServiceKeys {

    private static final int KEY_BYTES = 32;

    private final Map<Purpose, SecretKey> hmacKeys = new EnumMap<>(Purpose.class);
    private final List<SigningKey> published;
    private final SigningKey signing;

    VaultServiceKeys(Vault vault) {
        for (var purpose : Purpose.values()) {
            hmacKeys.put(purpose, hmacKey(vault.putSecretIfAbsent(secretName(purpose), random())));
        }
        var signingKeys = new SigningKeyStore(vault);
        this.published = signingKeys.published();
        this.signing = signingKeys.signing();
    }

    @Override
    public SecretKey key(Purpose purpose) {
        return Objects.requireNonNull(hmacKeys.get(purpose));
    }

    @Override
    public SigningKey signingKey() {
        return signing;
    }

    @Override
    public List<SigningKey> verificationKeys() {
        return published;
    }

    static SecretKey hmacKey(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    static String secretName(Purpose purpose) {
        return "hmac/" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static byte[] random() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
