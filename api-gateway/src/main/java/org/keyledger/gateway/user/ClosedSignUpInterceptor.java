package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses every sign-up before it is counted or read, so that the response depends on nothing in the request. The routes
 * are those with {@link Limit#SIGN_UP}.
 */
final class ClosedSignUpInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod handlerMethod) {
            var limited = handlerMethod.getMethodAnnotation(RateLimited.class);
            if (limited != null && limited.value() == Limit.SIGN_UP) {
                throw Problem.SIGN_UP_CLOSED.toException();
            }
        }
        return true;
    }
}
