package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.keyledger.gateway.cookie.CsrfCheck;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.UnknownCredentialsRateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Authenticates requests to endpoints that take a {@link VerifiedCaller}, before the body is read, and records the actor of
 * every request. A request that a cookie authenticates needs the CSRF token of its session.
 */
final class AuthenticationInterceptor implements HandlerInterceptor {

    private static final String COOKIE_ONLY =
            "This endpoint accepts the session cookie of a login, no API keys and no access tokens.";

    private final RequestAuthenticator authenticator;
    private final CsrfCheck csrfCheck;
    private final RateLimiter limiter;

    AuthenticationInterceptor(RequestAuthenticator authenticator, CsrfCheck csrfCheck, RateLimiter limiter) {
        this.authenticator = authenticator;
        this.csrfCheck = csrfCheck;
        this.limiter = limiter;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod handlerMethod) {
            Arrays.stream(handlerMethod.getMethodParameters())
                    .map(MethodParameter::getParameterType)
                    .filter(VerifiedCaller.class::isAssignableFrom)
                    .findFirst()
                    .ifPresentOrElse(
                            callerType -> admit(request, handlerMethod, callerType),
                            () -> RequestContext.recordActor(request, RequestActor.withoutCredential()));
        }
        return true;
    }

    private void admit(HttpServletRequest request, HandlerMethod handlerMethod, Class<?> callerType) {
        var caller = callerType == TokenHolder.class
                ? authenticator.authenticateTokenHolder(request)
                : authenticate(request, handlerMethod);
        if (!callerType.isInstance(caller)) {
            throw callerType == CookieCaller.class
                    ? Problem.CREDENTIAL_NOT_ACCEPTED.toException(COOKIE_ONLY)
                    : Problem.CREDENTIAL_NOT_ACCEPTED.toException();
        }
        if (caller instanceof CookieCaller cookie) {
            csrfCheck.require(request, cookie.session());
        }
        if (CallerArgumentResolver.of(request).isEmpty()) {
            // once: the interceptor runs again after the body was awaited
            authenticator.admit(caller, request);
            if (handlerMethod.hasMethodAnnotation(WriteLimited.class)) {
                limiter.admit(Limit.WRITE, caller.subject());
            }
        }
        request.setAttribute(CallerArgumentResolver.ATTRIBUTE, caller);
        RequestContext.recordActor(request, RequestActor.of(caller));
    }

    private VerifiedCaller authenticate(HttpServletRequest request, HandlerMethod handlerMethod) {
        try {
            return authenticator.authenticate(request);
        } catch (ProblemException refused) {
            if (refused.problem() != Problem.VERIFIER_BEHIND
                    && handlerMethod.hasMethodAnnotation(UnknownCredentialsRateLimited.class)) {
                limiter.admitIfCountable(
                        Limit.UNKNOWN_KEY, ClientAddressFilter.of(request).rateLimitKey());
            }
            throw refused;
        }
    }
}
