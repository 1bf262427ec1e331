package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.session.AuthenticatedSession;

/** Finds the session that a request carries although its endpoint needs none. */
public final class OptionalAuthentication {

    private final RequestAuthenticator authenticator;

    OptionalAuthentication(RequestAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** The active session; empty if the request carries none, an invalid credential or an API key. */
    public Optional<AuthenticatedSession> findSession(HttpServletRequest request) {
        return findCaller(request).map(SessionCaller::signedIn);
    }

    /** As {@link #findSession}, with how and when its user was proved. */
    public Optional<SessionCaller> findCaller(HttpServletRequest request) {
        try {
            return authenticator.authenticate(request) instanceof SessionCaller caller
                    ? Optional.of(caller)
                    : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
