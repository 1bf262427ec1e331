package org.keyledger.server.servicekeys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.ledger.Vault;

/**
 * Stores the numbered signing keys in a vault. One key signs; its successor and its predecessor are published too, so
 * that clients have a key before it signs and until its tokens expire. A rotation activates the successor and deletes
 * the predecessor.
 */
public final class SigningKeyStore {

    private static final String ACTIVE_SECRET = "signing/active";
    private static final String ROTATED_SECRET = "signing/rotated";
    private static final byte[] DESTROYED_KEY = {};

    private final Vault vault;

    public SigningKeyStore(Vault vault) {
        this.vault = vault;
    }

    /** The key that signs tokens. */
    public SigningKey signing() {
        return key(active());
    }

    /** The keys that tokens are verified with: predecessor, signing key, successor. */
    public List<SigningKey> published() {
        var active = active();
        return IntStream.rangeClosed(Math.max(1, active - 1), active + 1)
                .mapToObj(this::key)
                .toList();
    }

    /** The time of the last rotation. */
    public Optional<Instant> lastRotation() {
        return vault.findSecret(ROTATED_SECRET).map(SigningKeyStore::text).map(Instant::parse);
    }

    /** Activates the successor. Tokens of the current predecessor are refused from then on. */
    public void rotate(Instant now) {
        var active = active() + 1;
        key(active + 1);
        vault.putSecret(ROTATED_SECRET, bytes(now.toString()));
        vault.putSecret(ACTIVE_SECRET, bytes(Integer.toString(active)));
        if (active > 2) {
            vault.putSecret(secretName(active - 2), DESTROYED_KEY);
        }
    }

    private int active() {
        return Integer.parseInt(text(vault.putSecretIfAbsent(ACTIVE_SECRET, bytes("1"))));
    }

    private SigningKey key(int number) {
        var stored = vault.findSecret(secretName(number))
                .orElseGet(() -> vault.putSecretIfAbsent(secretName(number), SigningKeyCodec.generate()));
        return SigningKeyCodec.parse(stored);
    }

    private static String secretName(int number) {
        return "signing/" + number;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
