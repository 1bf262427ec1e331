package org.keyledger.gateway.guarding;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.gateway.dispatching.Exchange;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets nobody through to a door that takes a caller, and reads nothing of the request, before knowing who it is. */
final class GuardBeforeDoors implements HandlerInterceptor {

    private final Guard guard;

    GuardBeforeDoors(Guard guard) {
        this.guard = guard;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod door) {
            Arrays.stream(door.getMethodParameters())
                    .map(MethodParameter::getParameterType)
                    .filter(VerifiedCaller.class::isAssignableFrom)
                    .findFirst()
                    .ifPresent(wanted -> admit(request, wanted));
        }
        return true;
    }

    private void admit(HttpServletRequest request, Class<?> wanted) {
        var caller = guard.verify(request);
        if (!wanted.isInstance(caller)) {
            throw Problem.CREDENTIAL_NOT_ACCEPTED.found();
        }
        guard.admitted(caller);
        request.setAttribute(Callers.ATTRIBUTE, caller);
        Exchange.actsAs(request, caller.user());
    }
}
