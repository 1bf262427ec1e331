package org.keyledger.gateway.passkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.ledger.AtomicStore;

/**
 * Challenges of ceremonies (WebAuthn Level 3, section 13.4.3): 16 random bytes and the time of expiry, with their
 * HMAC-SHA-256, so that nothing is stored before a challenge is used. Each is accepted once, on all nodes, for 5 minutes,
 * and only for the browser or session that it was issued to.
 */
final class PasskeyChallenges {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Longer than a challenge is valid, with a margin for a clock that is set back. */
    private static final Duration RETENTION = Duration.ofMinutes(15);

    private static final String STORE_KEY = "passkey-challenge:";
    private static final byte[] USED = {1};
    private static final int RANDOM_BYTES = 16;
    private static final int PAYLOAD_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int MAC_BYTES = 32;

    private final ServiceKeys keys;
    private final AtomicStore store;
    private final RandomSource randomSource;
    private final ExpiryClock expiryClock;

    PasskeyChallenges(ServiceKeys keys, AtomicStore store, RandomSource randomSource, ExpiryClock expiryClock) {
        this.keys = keys;
        this.store = store;
        this.randomSource = randomSource;
        this.expiryClock = expiryClock;
    }

    /** @param binding ceremony and holder; only {@link #use} with an equal one accepts the challenge */
    byte[] issue(String binding) {
        var expiresAt = expiryClock.clock().instant().plus(LIFETIME);
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(expiresAt.toEpochMilli())
                .put(randomSource.bytes("passkey challenge", RANDOM_BYTES))
                .array();
        var challenge = Arrays.copyOf(payload, PAYLOAD_BYTES + MAC_BYTES);
        System.arraycopy(mac(payload, binding), 0, challenge, PAYLOAD_BYTES, MAC_BYTES);
        return challenge;
    }

    /** Uses the challenge up; false if it was not issued for this binding, has expired or was used. */
    boolean use(byte[] challenge, String binding) {
        if (challenge.length != PAYLOAD_BYTES + MAC_BYTES) {
            return false;
        }
        var payload = Arrays.copyOf(challenge, PAYLOAD_BYTES);
        var mac = Arrays.copyOfRange(challenge, PAYLOAD_BYTES, challenge.length);
        var expiresAt = Instant.ofEpochMilli(ByteBuffer.wrap(payload).getLong());
        return MessageDigest.isEqual(mac, mac(payload, binding))
                && expiryClock.clock().instant().isBefore(expiresAt)
                && store.acquireLease(STORE_KEY + encode(payload), USED, RETENTION);
    }

    private byte[] mac(byte[] payload, String binding) {
        return Hmac.sha256(keys.key(Purpose.PASSKEY_CHALLENGE), payload, binding.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
