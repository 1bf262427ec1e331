package org.keyledger.gateway.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.session.SessionId;

/**
 * Base64url of session id, generation and their HMAC-SHA-256: 16, 4 and 32 bytes. Each kind of token has a key of its
 * own, so that no kind is accepted in place of another.
 */
public final class SessionGenerationCodec {

    private static final int PAYLOAD_BYTES = 20;
    private static final int TOTAL_BYTES = PAYLOAD_BYTES + 32;
    private static final int ENCODED_LENGTH = (TOTAL_BYTES * 4 + 2) / 3;

    private SessionGenerationCodec() {}

    /** The authentic content of a token. */
    public record SessionGeneration(SessionId session, int generation) {}

    /** Always the same for the same key, session and generation. */
    public static String encode(SecretKey key, SessionId session, int generation) {
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putInt(generation)
                .array();
        var bytes = ByteBuffer.allocate(TOTAL_BYTES)
                .put(payload)
                .put(Hmac.sha256(key, payload))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty unless the text is exactly what {@link #encode} returns for this key. */
    public static Optional<SessionGeneration> decode(SecretKey key, String text) {
        if (text.length() != ENCODED_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var all = ByteBuffer.wrap(bytes);
        var content = new SessionGeneration(new SessionId(new UUID(all.getLong(), all.getLong())), all.getInt());
        var expected = encode(key, content.session(), content.generation());
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(content)
                : Optional.empty();
    }
}
