package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.SessionTokenClaims;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.apikey.ActiveApiKey;
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
     *     it is not active, 503 {@code verifier-behind} if that is unknown, 400 {@code ambiguous-credentials}
     */
    VerifiedCaller authenticate(HttpServletRequest request) {
        var credential = PresentedCredential.of(request).orElseThrow(Problem.UNAUTHENTICATED::toException);
        return caller(credential.text()).orElseThrow(() -> toException(request));
    }

    /** A credential that the client was given at a later position than the verifier has reached is unknown. */
    private ProblemException toException(HttpServletRequest request) {
        var position = RequestContext.requestedPosition(request);
        if (position.isPresent() && !verifier.awaitEnforced(position.getAsLong(), Duration.ZERO)) {
            return Problem.VERIFIER_BEHIND.toException();
        }
        return toInactiveException();
    }

    static ProblemException toInactiveException() {
        return Problem.UNAUTHENTICATED
                .toException("The API key or token is unknown, expired or revoked. Send a valid one.")
                .withHeader("WWW-Authenticate", INVALID_TOKEN_CHALLENGE);
    }

    /** As {@link #authenticate}, but accepts an authentic token whose session is no longer active. */
    VerifiedCaller authenticateTokenHolder(HttpServletRequest request) {
        try {
            return authenticate(request);
        } catch (ProblemException refused) {
            if (refused.problem() != Problem.UNAUTHENTICATED) {
                throw refused;
            }
            return PresentedCredential.of(request)
                    .flatMap(credential -> tokens.read(credential.text()))
                    .map(EndedSessionCaller::new)
                    .orElseThrow(() -> refused);
        }
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
            return key.flatMap(this::activeKey).map(KeyCaller::new);
        }
        return tokens.read(text).flatMap(this::session).map(SessionCaller::new);
    }

    private Optional<ActiveApiKey> activeKey(PlaintextApiKey key) {
        return verifier.findActiveKey(key.prefix(), key.digest())
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException);
    }

    private Optional<ActiveSession> session(SessionTokenClaims claims) {
        return verifier.findActiveSession(claims.session())
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                .filter(claims::belongsTo);
    }
}
