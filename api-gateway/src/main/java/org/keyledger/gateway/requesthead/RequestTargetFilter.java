package org.keyledger.gateway.requesthead;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a malformed request target with 400 before an endpoint reads it: a path or query that is no percent-encoded
 * UTF-8, path parameters, which no route has, more than 1,000 query parameters, and HTTP/0.9.
 */
final class RequestTargetFilter extends OncePerRequestFilter {

    private static final int MAX_PARAMETERS = 1000;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getProtocol().startsWith("HTTP/1.")) {
            throw Problem.INVALID_REQUEST.toException("The request must be HTTP/1.1.");
        }
        check(request.getRequestURI(), request.getQueryString());
        chain.doFilter(request, response);
    }

    private static void check(String path, @Nullable String query) {
        requireDecodable("path", path);
        if (path.indexOf(';') >= 0) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("path", "must not contain a semicolon");
        }
        if (query != null) {
            requireDecodable("query", query);
            var parameters =
                    Arrays.stream(query.split("&")).filter(it -> !it.isEmpty()).count();
            if (parameters > MAX_PARAMETERS) {
                throw Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("query", "must have at most 1000 parameters");
            }
        }
    }

    private static void requireDecodable(String part, String encoded) {
        if (!isDecodable(encoded)) {
            throw Problem.INVALID_REQUEST.toException().withFieldError(part, "must be percent-encoded UTF-8");
        }
    }

    private static boolean isDecodable(String encoded) {
        try {
            PercentEncoding.decode(encoded);
            return encoded.chars().noneMatch(it -> StrictHttpProcessor.UNESCAPED.indexOf(it) >= 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
