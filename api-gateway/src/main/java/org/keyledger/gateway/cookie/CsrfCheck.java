package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.session.SessionId;

/**
 * Requires the CSRF token of the session for calls that a cookie authenticates and that may change state, in the manner
 * of OWASP's signed double-submit cookie: another site can neither read the cookie nor set the header.
 */
public final class CsrfCheck {

    /** The header that carries the value of the cookie {@code csrf_token}. */
    static final String HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final SessionCookies cookies;

    CsrfCheck(SessionCookies cookies) {
        this.cookies = cookies;
    }

    /** Whether the method may change state (RFC 9110, section 9.2.1). */
    public static boolean mayChangeState(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod());
    }

    /**
     * Accepts the form of a page, whose token is a field that is checked when the body is there.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code invalid-csrf-token}
     */
    public void require(HttpServletRequest request, SessionId session) {
        if (mayChangeState(request)
                && !PagePaths.containEndpointOf(request)
                && !cookies.hasCsrfToken(request, session)) {
            throw Problem.INVALID_CSRF_TOKEN.toException();
        }
    }

    /**
     * For calls that need no token: one that is sent must be that of a session whose cookie is sent too.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code invalid-csrf-token}
     */
    public void requireIfSent(HttpServletRequest request) {
        if (request.getHeader(HEADER) != null) {
            var sessions = cookies.read(request).sessions();
            if (!sessions.isEmpty() && sessions.stream().noneMatch(it -> cookies.hasCsrfToken(request, it))) {
                throw Problem.INVALID_CSRF_TOKEN.toException();
            }
        }
    }
}
