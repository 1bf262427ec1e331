package org.keyledger.gateway.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** The outermost filter; see {@link ProblemBoundary}. */
final class OuterFilter extends OncePerRequestFilter {

    private final ProblemBoundary boundary;

    OuterFilter(ProblemBoundary boundary) {
        this.boundary = boundary;
    }

    /** Also filters async dispatches: a request that waited for its body may fail only then. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        boundary.handle(request, response, () -> chain.doFilter(request, response));
    }
}
