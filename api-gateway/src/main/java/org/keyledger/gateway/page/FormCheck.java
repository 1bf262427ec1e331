package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requestjson.FormFields;

/**
 * Requires that a form was shown by a page of this service in the same browser: the origin is our own, and the field
 * {@code csrf_token} belongs to the session cookie of the request or, without one, to its {@link PreSessionCookie} (OWASP
 * ASVS 5.0, 3.5.1).
 */
final class FormCheck {

    private static final String FIELD = "csrf_token";

    private final SameOriginCheck sameOriginCheck;
    private final SessionCookies sessionCookies;
    private final PreSessionCookie preSessionCookie;

    FormCheck(SameOriginCheck sameOriginCheck, SessionCookies sessionCookies, PreSessionCookie preSessionCookie) {
        this.sameOriginCheck = sameOriginCheck;
        this.sessionCookies = sessionCookies;
        this.preSessionCookie = preSessionCookie;
    }

    /**
     * Called before the endpoint of a form.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code foreign-origin} or {@code invalid-csrf-token}
     */
    void require(HttpServletRequest request) {
        sameOriginCheck.requireSameOrigin(request);
        var field = FormFields.of(request).get(FIELD);
        var session = sessionCookies.read(request).session();
        var matches = session.map(it -> sessionCookies.isCsrfToken(it, field))
                .orElseGet(() -> preSessionCookie.isCsrfToken(request, field));
        if (!matches) {
            throw Problem.INVALID_CSRF_TOKEN.toException();
        }
    }
}
