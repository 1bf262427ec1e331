package org.keyledger.gateway.cookie;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.session.SessionId;

/**
 * Base64url of the HMAC-SHA-256 of a session id: the same for the whole session, so that several tabs share it, and
 * valid for no other.
 */
final class CsrfToken {

    private static final int SESSION_BYTES = 16;

    private CsrfToken() {}

    static String create(SecretKey key, SessionId session) {
        var id = ByteBuffer.allocate(SESSION_BYTES)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sha256(key, id));
    }

    static boolean isValid(SecretKey key, SessionId session, String text) {
        return MessageDigest.isEqual(
                create(key, session).getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }
}
