package org.keyledger.gateway.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.session.SessionId;

/**
 * Base64url of session id, generation and their HMAC-SHA-256 under the refresh key: 16, 4 and 32 bytes. The
 * token of a generation is derived again from these, so that parallel refreshes get the same successor.
 */
public record SignedRefreshToken(SessionId session, int generation, String encoded) {

    private static final int PAYLOAD_BYTES = 20;
    private static final int TOTAL_BYTES = PAYLOAD_BYTES + 32;

    static SignedRefreshToken create(SecretKey key, SessionId session, int generation) {
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putInt(generation)
                .array();
        var bytes = ByteBuffer.allocate(TOTAL_BYTES)
                .put(payload)
                .put(Hmac.sha256(key, payload))
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
        var expected = create(key, new SessionId(new UUID(all.getLong(), all.getLong())), all.getInt());
        return MessageDigest.isEqual(
                        expected.encoded.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(expected)
                : Optional.empty();
    }

    /** SHA-256 of the token, as the session's events store it. */
    public Digest digest() {
        return Digest.of(encoded);
    }

    @Override
    public String toString() {
        return "SignedRefreshToken[hidden]";
    }
}
