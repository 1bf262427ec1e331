package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves the {@link VerifiedCaller} argument of endpoints to the caller that was authenticated. */
public final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    static final String ATTRIBUTE = VerifiedCaller.class.getName();

    CallerArgumentResolver() {}

    /** The authenticated caller; empty for an endpoint without authentication. */
    public static Optional<VerifiedCaller> of(HttpServletRequest request) {
        return Optional.ofNullable((VerifiedCaller) request.getAttribute(ATTRIBUTE));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return VerifiedCaller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return of(http).orElseThrow(() -> new IllegalStateException("no caller was authenticated for this endpoint"));
    }
}
