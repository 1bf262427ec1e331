package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;

/** Authenticates requests: finds the one credential that a request carries, and the authenticator of its kind. */
final class RequestAuthenticator {

    private static final String INVALID_TOKEN_CHALLENGE = "Bearer realm=\"keyledger\", error=\"invalid_token\"";

    private final List<CredentialReader> readers;
    private final List<Authenticator> authenticators;
    private final AccessTokenAuthenticator accessTokens;
    private final CredentialVerifier verifier;
    private final ApiKeyRestrictions restrictions;

    /** @param accessTokens also one of the authenticators; reads tokens whose session has ended */
    RequestAuthenticator(
            List<CredentialReader> readers,
            List<Authenticator> authenticators,
            AccessTokenAuthenticator accessTokens,
            CredentialVerifier verifier,
            ApiKeyRestrictions restrictions) {
        this.readers = List.copyOf(readers);
        this.authenticators = List.copyOf(authenticators);
        this.accessTokens = accessTokens;
        this.verifier = verifier;
        this.restrictions = restrictions;
    }

    /**
     * @throws ProblemException 401 {@code unauthenticated} if there is no credential or it is not active, 503
     *     {@code verifier-behind} if that is unknown, 400 {@code ambiguous-credentials} if there are different ones, even
     *     if they belong to the same caller
     */
    VerifiedCaller authenticate(HttpServletRequest request) {
        var credential = find(request).orElseThrow(Problem.UNAUTHENTICATED::toException);
        return authenticators.stream()
                .flatMap(authenticator -> authenticator.authenticate(credential).stream())
                .findFirst()
                .orElseThrow(() -> toException(request));
    }

    private Optional<PresentedCredential> find(HttpServletRequest request) {
        var presented = readers.stream()
                .flatMap(reader -> reader.read(request))
                .distinct()
                .toList();
        if (presented.size() > 1) {
            throw Problem.AMBIGUOUS_CREDENTIALS.toException();
        }
        return presented.stream().findFirst();
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
                .toException("The API key, token or session cookie is unknown, expired or revoked. Send a valid one.")
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
            return find(request)
                    .flatMap(accessTokens::readSessionToken)
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
}
