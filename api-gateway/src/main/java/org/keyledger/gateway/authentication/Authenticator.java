package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.TokenClaims;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.session.ActiveSession;

/** Checks what a caller shows. Whether it is alive is asked of the verifier every time, never remembered. */
final class Authenticator {

    private static final String INVALID_TOKEN_CHALLENGE = "Bearer realm=\"keyledger\", error=\"invalid_token\"";

    private final AccessTokenService tokens;
    private final CredentialVerifier verifier;
    private final ApiKeyRestrictions restrictions;

    Authenticator(AccessTokenService tokens, CredentialVerifier verifier, ApiKeyRestrictions restrictions) {
        this.tokens = tokens;
        this.verifier = verifier;
        this.restrictions = restrictions;
    }

    VerifiedCaller authenticate(HttpServletRequest request) {
        var credential = PresentedCredential.of(request).orElseThrow(Problem.UNAUTHENTICATED::toException);
        return caller(credential.text())
                .orElseThrow(() -> Problem.UNAUTHENTICATED
                        .toException("The key or token is unknown, or has ended.")
                        .withHeader("WWW-Authenticate", INVALID_TOKEN_CHALLENGE));
    }

    /** Lets the caller in, unless its key is not for this place or was used too often; only then is it used. */
    void admit(VerifiedCaller caller, HttpServletRequest request) {
        if (caller instanceof KeyCaller key) {
            restrictions.enforce(key.live(), request);
            verifier.recordUse(key.key());
        } else if (caller instanceof SessionCaller token) {
            verifier.recordUse(token.session());
        }
    }

    private Optional<VerifiedCaller> caller(String text) {
        var key = PlaintextApiKey.read(text);
        if (key.isPresent()) {
            return key.flatMap(it -> verifier.findActiveKey(it.prefix(), it.digest()))
                    .map(KeyCaller::new);
        }
        return tokens.read(text).flatMap(this::session).map(SessionCaller::new);
    }

    private Optional<ActiveSession> session(TokenClaims claims) {
        return verifier.findActiveSession(claims.session()).filter(claims::belongsTo);
    }
}
