package org.keyledger.gateway.signed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.ledger.AtomicStore;

/** The signatures that minted tokens, in the atomic store that all nodes share: each mints once. */
final class UsedSignatureStore {

    private static final String PREFIX = "signed-mint:";

    /** Longer than a timestamp is accepted, with a margin for a clock that is set back. */
    private static final Duration RETENTION = Duration.ofMinutes(5);

    private static final byte[] VALUE = {1};

    private final AtomicStore store;

    UsedSignatureStore(AtomicStore store) {
        this.store = store;
    }

    /** Records the use of a verified signature; false if it, or the other signature that follows from it, was used. */
    boolean use(ApiKeyId key, Es256Signature signature) {
        return store.acquireLease(PREFIX + nameOf(key, signature), VALUE, RETENTION);
    }

    private static String nameOf(ApiKeyId key, Es256Signature signature) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.toString().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(signature.normalized()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available in this JVM", e);
        }
    }
}
