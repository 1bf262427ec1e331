package org.keyledger.gateway.requesthead;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps programs that only look at a link from its effect; see {@link GetWithEffect}. */
final class GetWithEffectInterceptor implements HandlerInterceptor {

    /** The header of the Fetch standard and those that browsers sent before it. */
    private static final List<String> PURPOSES = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

    /** @throws org.keyledger.gateway.problem.ProblemException 503 {@code overloaded} for a prefetch */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod endpoint) || !endpoint.hasMethodAnnotation(GetWithEffect.class)) {
            return true;
        }
        if (isPrefetch(request)) {
            throw Problem.OVERLOADED.toException("A prefetch does not open this link. Nothing was changed.");
        }
        return !request.getMethod().equals("HEAD");
    }

    private static boolean isPrefetch(HttpServletRequest request) {
        return PURPOSES.stream()
                .flatMap(header -> Collections.list(request.getHeaders(header)).stream())
                .map(purpose -> purpose.toLowerCase(Locale.ROOT))
                .anyMatch(purpose -> purpose.contains("prefetch") || purpose.contains("preview"));
    }
}
