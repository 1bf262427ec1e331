package org.keyledger.gateway.problem;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Handles a request: sets the security headers first, and translates exceptions into problem responses. Used by the
 * outermost filter of the API and by listeners whose requests pass no filter.
 */
public final class ProblemBoundary {

    private final SecurityHeaders headers;
    private final ProblemWriter problems;

    ProblemBoundary(SecurityHeaders headers, ProblemWriter problems) {
        this.headers = headers;
        this.problems = problems;
    }

    /** The processing of a request. */
    @FunctionalInterface
    public interface Processing {
        void run() throws IOException, ServletException;
    }

    public void handle(HttpServletRequest request, HttpServletResponse response, Processing processing)
            throws IOException {
        headers.write(response);
        try {
            processing.run();
        } catch (IOException | ServletException | RuntimeException e) {
            var found = ExceptionTranslator.toException(e, request);
            if (e instanceof ProblemException) {
                RefusedRequestLog.recordWithReason(
                        found.problem().status(), found.problem().slug(), String.valueOf(found.getMessage()), request);
            }
            problems.write(found, request, response);
        } finally {
            CorrelationId.clear();
        }
    }
}
