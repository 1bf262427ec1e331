package org.keyledger.gateway.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: sets the security headers first, and translates exceptions of filters and endpoints into
 * problems.
 */
final class OuterFilter extends OncePerRequestFilter {

    private final SecurityHeaders headers;
    private final ProblemWriter problems;

    OuterFilter(SecurityHeaders headers, ProblemWriter problems) {
        this.headers = headers;
        this.problems = problems;
    }

    /** Also filters async dispatches: a request that waited for its body may fail only then. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        headers.write(response);
        try {
            chain.doFilter(request, response);
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
