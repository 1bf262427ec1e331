package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.CsrfCheck;
import org.keyledger.gateway.cookie.PagePaths;
import org.springframework.web.servlet.HandlerInterceptor;

/** Checks every form of a page before its endpoint is called, so that no endpoint can leave the check out. */
final class FormCheckInterceptor implements HandlerInterceptor {

    private final FormCheck formCheck;

    FormCheckInterceptor(FormCheck formCheck) {
        this.formCheck = formCheck;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (CsrfCheck.mayChangeState(request) && PagePaths.containEndpointOf(request)) {
            formCheck.require(request);
        }
        return true;
    }
}
