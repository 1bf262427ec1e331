package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.cookie.CsrfCheck;
import org.keyledger.gateway.cookie.SentCookies;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses calls that may change state if a page of another origin sent them, whether they need a session or not: an
 * attacker's page must neither use the visitor's session nor sign the visitor in to an account of the attacker. Named
 * origins may send public calls. Calls that work without a session, such as log-out, need no CSRF token then, but one
 * that is sent must be right.
 */
final class ForeignOriginInterceptor implements HandlerInterceptor {

    private final SameOriginCheck sameOriginCheck;
    private final CsrfCheck csrfCheck;

    ForeignOriginInterceptor(SameOriginCheck sameOriginCheck, CsrfCheck csrfCheck) {
        this.sameOriginCheck = sameOriginCheck;
        this.csrfCheck = csrfCheck;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (CsrfCheck.mayChangeState(request)) {
            sameOriginCheck.requireSameOrigin(request); // accepts the public calls of a named origin
            if (handler instanceof HandlerMethod endpoint && takesSentCookies(endpoint)) {
                csrfCheck.requireIfSent(request);
            }
        }
        return true;
    }

    private static boolean takesSentCookies(HandlerMethod endpoint) {
        return Arrays.stream(endpoint.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == SentCookies.class);
    }
}
