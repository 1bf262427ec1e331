package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves {@link SentCookies} arguments of endpoints. */
final class SentCookiesArgumentResolver implements HandlerMethodArgumentResolver {

    private final SessionCookies cookies;

    SentCookiesArgumentResolver(SessionCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SentCookies.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return cookies.read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
}
