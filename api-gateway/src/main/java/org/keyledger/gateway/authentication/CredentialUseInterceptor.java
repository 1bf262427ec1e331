package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.CredentialVerifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Records the use of a credential when an endpoint has accepted the request, before the response is sent. A request that
 * the endpoint refuses, for example because of a scope, is no use.
 */
@ControllerAdvice
final class CredentialUseInterceptor implements ResponseBodyAdvice<Object>, HandlerInterceptor {

    private static final String RECORDED = CredentialUseInterceptor.class.getName();

    private final CredentialVerifier verifier;

    CredentialUseInterceptor(CredentialVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public boolean supports(MethodParameter endpoint, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter endpoint,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servlet) {
            record(servlet.getServletRequest());
        }
        return body;
    }

    /** For an endpoint whose response has no body. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        record(request);
    }

    private void record(HttpServletRequest request) {
        var caller = CallerArgumentResolver.of(request);
        if (caller.isEmpty() || request.getAttribute(RECORDED) != null) {
            return;
        }
        request.setAttribute(RECORDED, true);
        if (caller.get() instanceof KeyCaller key) {
            verifier.recordUse(key.key());
        } else if (caller.get() instanceof SessionCaller session) {
            verifier.recordUse(session.session());
        }
    }
}
