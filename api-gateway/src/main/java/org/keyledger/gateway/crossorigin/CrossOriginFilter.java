package org.keyledger.gateway.crossorigin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Decides calls from pages of other origins (Fetch Standard, section 3.3). A named origin is answered with CORS headers, on
 * errors too, and never with {@code Access-Control-Allow-Credentials}: a browser then sends and stores no cookie. A write
 * or preflight from any other origin is 403 {@code foreign-origin}; its reads have no CORS headers, so that the page
 * cannot see the response.
 */
final class CrossOriginFilter extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String METHODS = "GET, POST, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, X-API-Key, Idempotency-Key, Ledger-Position, Last-Event-ID";
    private static final String RESPONSE_HEADERS =
            "Ledger-Position, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate, Link, Location";
    private static final String PREFLIGHT_SECONDS = "7200";

    private final CrossOriginSettings settings;
    private final SameOriginCheck sameOriginCheck;

    CrossOriginFilter(CrossOriginSettings settings, SameOriginCheck sameOriginCheck) {
        this.settings = settings;
        this.sameOriginCheck = sameOriginCheck;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CrossOriginRoutes.contain(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!settings.corsOrigins().isEmpty()) {
            response.addHeader("Vary", "Origin"); // on every response, so that a cache keeps those of two origins apart
        }
        var origin = request.getHeader("Origin");
        if (origin != null && settings.isNamed(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            if (isPreflight(request)) {
                answerPreflight(response);
                return;
            }
            response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
            sameOriginCheck.accept(request);
        } else if (isPreflight(request) || !READS.contains(request.getMethod())) {
            sameOriginCheck.requireSameOrigin(request);
        }
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
