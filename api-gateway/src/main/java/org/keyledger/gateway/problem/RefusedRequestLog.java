package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs every refused request once, at INFO: status, problem type, route and {@code instance}. The route is the path
 * template of the endpoint and never the requested path, so that the line contains no personal data and no token.
 */
public final class RefusedRequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequestLog.class);
    private static final String LOGGED = RefusedRequestLog.class.getName();
    private static final String NO_ROUTE = "none";

    private RefusedRequestLog() {}

    /** For a response that is not written as a problem document, such as a page; a repeated call has no effect. */
    public static void record(ProblemException refused, HttpServletRequest request) {
        record(refused.problem().status(), refused.problem().slug(), request);
    }

    static void record(int status, String problem, HttpServletRequest request) {
        if (request.getAttribute(LOGGED) == null) {
            request.setAttribute(LOGGED, true);
            LOG.info(
                    "Request refused: status {}, problem {}, route {}, instance urn:uuid:{}",
                    status,
                    problem,
                    route(request),
                    CorrelationId.of(request));
        }
    }

    /**
     * For a request that is refused before it reaches an endpoint: with the reason and the address of the connection,
     * because a proxy may hide this response from everybody who could find the cause.
     *
     * @param reason contains no part of the request
     */
    static void recordWithReason(int status, String problem, String reason, HttpServletRequest request) {
        if (request.getAttribute(LOGGED) == null) {
            request.setAttribute(LOGGED, true);
            LOG.info(
                    "Request refused: status {}, problem {}, route {}, client {}, reason {}, instance urn:uuid:{}",
                    status,
                    problem,
                    route(request),
                    ClientAddressFilter.of(request),
                    reason,
                    CorrelationId.of(request));
        }
    }

    private static String route(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null || pattern.equals(ErrorEndpoint.PATH) ? NO_ROUTE : request.getMethod() + " " + pattern;
    }
}
