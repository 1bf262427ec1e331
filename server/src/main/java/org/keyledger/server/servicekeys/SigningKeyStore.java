package org.keyledger.server.servicekeys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.ledger.Vault;

/**
 * The numbered signing keys of a vault. One signs; the next is published before it does, and the last until its tokens
 * are dead. A rotation lets the next one sign and forgets the one before the last.
 */
public final class SigningKeyStore {

    private static final String ACTIVE = "signing/active";
    private static final String ROTATED = "signing/rotated";
    private static final byte[] FORGOTTEN = {};

    private final Vault vault;

    public SigningKeyStore(Vault vault) {
        this.vault = vault;
    }

    /** The key that signs. */
    public SigningKey signing() {
        return key(active());
    }

    /** Every key whose tokens may be met, the one that signs next included. */
    public List<SigningKey> published() {
        var active = active();
        return IntStream.rangeClosed(Math.max(1, active - 1), active + 1)
                .mapToObj(this::key)
                .toList();
    }

    /** When a rotation last happened, if ever. */
    public Optional<Instant> rotated() {
        return vault.findSecret(ROTATED).map(SigningKeyStore::text).map(Instant::parse);
    }

    /** Lets the next key sign. Tokens of the one before the present are not accepted any more. */
    public void rotate(Instant now) {
        var active = active() + 1;
        key(active + 1);
        vault.putSecret(ROTATED, bytes(now.toString()));
        vault.putSecret(ACTIVE, bytes(Integer.toString(active)));
        if (active > 2) {
            vault.putSecret(name(active - 2), FORGOTTEN);
        }
    }

    private int active() {
        return Integer.parseInt(text(vault.putSecretIfAbsent(ACTIVE, bytes("1"))));
    }

    private SigningKey key(int number) {
        var kept = vault.findSecret(name(number))
                .orElseGet(() -> vault.putSecretIfAbsent(name(number), SigningKeyCodec.generate()));
        return SigningKeyCodec.parse(kept);
    }

    private static String name(int number) {
        return "signing/" + number;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
