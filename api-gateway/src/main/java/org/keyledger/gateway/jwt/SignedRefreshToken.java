package org.keyledger.gateway.jwt;

import java.util.Optional;
import javax.crypto.SecretKey;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.SessionId;

/**
 * A {@link SessionGenerationCodec} token under the refresh key. The token of a generation is derived again from its
 * session and generation, so that parallel refreshes get the same successor.
 */
public record SignedRefreshToken(SessionId session, int generation, String encoded) {

    static SignedRefreshToken create(SecretKey key, SessionId session, int generation) {
        return new SignedRefreshToken(session, generation, SessionGenerationCodec.encode(key, session, generation));
    }

    static Optional<SignedRefreshToken> check(SecretKey key, String text) {
        return SessionGenerationCodec.decode(key, text)
                .map(content -> new SignedRefreshToken(content.session(), content.generation(), text));
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
