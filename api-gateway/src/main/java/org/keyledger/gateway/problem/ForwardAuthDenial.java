package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.coyote.Request;

/**
 * Refusals of {@code /auth/check} for a proxy that passes on no other status than 401 and 403, such as nginx. With the
 * query parameter {@code deny=403} or the header {@code X-Auth-Deny: 403} every refusal has the status 403, and
 * {@code X-Auth-Status} contains the status that it would have otherwise.
 */
public final class ForwardAuthDenial {

    private static final String PARAMETER = "deny";
    private static final String HEADER = "X-Auth-Deny";
    private static final String FORBIDDEN = "403";
    private static final String ATTRIBUTE = ForwardAuthDenial.class.getName();

    private ForwardAuthDenial() {}

    /** Records the requested form before anything is refused. Reads the query only where it is the check's own. */
    public static void recordForm(Request check) {
        var query = check.queryString().toString();
        var inQuery = query != null && Arrays.asList(query.split("&")).contains(PARAMETER + "=" + FORBIDDEN);
        if (inQuery || FORBIDDEN.equals(check.getHeader(HEADER))) {
            check.setAttribute(ATTRIBUTE, true);
        }
    }

    /**
     * Checks the requested form, so that a misspelled one in a proxy's configuration is noticed.
     *
     * @throws ProblemException 400 {@code invalid-request} for another value than 403
     */
    public static void requireKnownForm(HttpServletRequest check) {
        var parameters = check.getParameterValues(PARAMETER);
        var isRecorded = check.getAttribute(ATTRIBUTE) != null;
        if (parameters != null && !(isRecorded && Set.of(FORBIDDEN).containsAll(List.of(parameters)))) {
            throw Problem.INVALID_REQUEST.toException().withFieldError(PARAMETER, "must be 403");
        }
        if (!Set.of("", FORBIDDEN).containsAll(Collections.list(check.getHeaders(HEADER)))) {
            throw Problem.INVALID_REQUEST.toException().withFieldError(HEADER, "must be 403");
        }
    }

    /** The status to respond with; writes {@code X-Auth-Status} if it is not the given one of the problem. */
    static int applyTo(int status, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) == null) {
            return status;
        }
        response.setHeader("X-Auth-Status", Integer.toString(status));
        return HttpServletResponse.SC_FORBIDDEN;
    }
}
