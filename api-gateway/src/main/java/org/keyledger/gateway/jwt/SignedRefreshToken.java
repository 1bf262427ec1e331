package org.keyledger.gateway.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.SessionId;

/**
 * Base64url of session id, generation and their HMAC-SHA-256 under the refresh key: 16, 4 and 32 bytes. Whoever has
 * the key makes the token of a generation again, so that parallel refreshes get the same successor.
 */
public record SignedRefreshToken(SessionId session, int generation, String encoded) {

    private static final int PAYLOAD_BYTES = 20;
    private static final int TOTAL_BYTES = PAYLOAD_BYTES + 32;

    static SignedRefreshToken make(SecretKey key, SessionId session, int generation) {
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putInt(generation)
                .array();
        var bytes = ByteBuffer.allocate(TOTAL_BYTES)
                .put(payload)
                .put(hmac(key, payload))
                .array();
        return new SignedRefreshToken(
                session, generation, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Optional<SignedRefreshToken> check(SecretKey key, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != TOTAL_BYTES) {
            return Optional.empty();
        }
        var all = ByteBuffer.wrap(bytes);
        var made = make(key, new SessionId(new UUID(all.getLong(), all.getLong())), all.getInt());
        return MessageDigest.isEqual(
                        made.encoded.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(made)
                : Optional.empty();
    }

    private static byte[] hmac(SecretKey key, byte[] payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** What the session's history keeps of it. */
    public Digest digest() {
        return Digest.of(encoded);
    }

    @Override
    public String toString() {
        return "SignedRefreshToken[hidden]";
    }
}
