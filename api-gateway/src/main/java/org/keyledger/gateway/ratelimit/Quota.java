package org.keyledger.gateway.ratelimit;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;

/**
 * The state of a rate limit after a call.
 *
 * @param policy name of the limit
 * @param counted calls in the current window, this one included
 * @param secondsLeft seconds until the window ends, at least one
 */
record Quota(String policy, Rate rate, long counted, long secondsLeft) {

    boolean isExceeded() {
        return counted > rate.calls();
    }

    /** {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4). */
    void write(HttpServletResponse response) {
        response.addHeader(
                "RateLimit-Policy",
                "\"" + policy + "\";q=" + rate.calls() + ";w=" + rate.window().toSeconds());
        var remaining = Math.max(0, rate.calls() - counted);
        response.addHeader("RateLimit", "\"" + policy + "\";r=" + remaining + ";t=" + secondsLeft);
    }

    ProblemException toException() {
        return toException(secondsLeft);
    }

    static ProblemException toException(long seconds) {
        return Problem.TOO_MANY_REQUESTS.toException().withHeader("Retry-After", Long.toString(seconds));
    }
}
