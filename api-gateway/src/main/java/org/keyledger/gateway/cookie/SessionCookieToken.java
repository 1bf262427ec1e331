package org.keyledger.gateway.cookie;

import java.util.Optional;
import javax.crypto.SecretKey;
import org.keyledger.gateway.jwt.SessionGenerationCodec;
import org.keyledger.kernel.session.SessionId;

/**
 * The value of a session cookie: a {@link SessionGenerationCodec} token under a key of its own. It is opaque to the
 * client and checked without the database; whether its session is active, the verifier decides.
 */
public record SessionCookieToken(SessionId session, int generation, String encoded) {

    static SessionCookieToken create(SecretKey key, SessionId session, int generation) {
        return new SessionCookieToken(session, generation, SessionGenerationCodec.encode(key, session, generation));
    }

    static Optional<SessionCookieToken> check(SecretKey key, String text) {
        return SessionGenerationCodec.decode(key, text)
                .map(content -> new SessionCookieToken(content.session(), content.generation(), text));
    }

    @Override
    public String toString() {
        return "SessionCookieToken[hidden]";
    }
}
