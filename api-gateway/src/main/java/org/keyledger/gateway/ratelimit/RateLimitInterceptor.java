package org.keyledger.gateway.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Counts calls of {@link RateLimited} endpoints by client address and refuses those above the limit. */
final class RateLimitInterceptor implements HandlerInterceptor {

    /** Marks a counted request, because the interceptor runs again after the body was awaited. */
    private static final String COUNTED = RateLimitInterceptor.class.getName();

    private final RateLimiter limiter;

    RateLimitInterceptor(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod handlerMethod) {
            var limited = handlerMethod.getMethodAnnotation(RateLimited.class);
            if (limited != null && request.getAttribute(COUNTED) == null) {
                request.setAttribute(COUNTED, true);
                limiter.admit(limited.value(), ClientAddressFilter.of(request).rateLimitKey());
            }
        }
        return true;
    }
}
