package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.TokenClaims;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.session.ActiveSession;

/**
 * Authenticates the credential of a request. The verifier is called for each request, and its results are not cached.
 */
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

    /**
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code unauthenticated} if there is no credential or
     *     it is not active, 400 {@code ambiguous-credentials}
     */
    VerifiedCaller authenticate(HttpServletRequest request) {
        var credential = PresentedCredential.of(request).orElseThrow(Problem.UNAUTHENTICATED::toException);
        return caller(credential.text())
                .orElseThrow(() -> Problem.UNAUTHENTICATED
                        .toException("The API key or token is unknown, expired or revoked. Send a valid one.")
                        .withHeader("WWW-Authenticate", INVALID_TOKEN_CHALLENGE));
    }

    /** Enforces the restrictions of an API key. */
    void admit(VerifiedCaller caller, HttpServletRequest request) {
        if (caller instanceof KeyCaller key) {
            restrictions.enforce(key.active(), request);
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
