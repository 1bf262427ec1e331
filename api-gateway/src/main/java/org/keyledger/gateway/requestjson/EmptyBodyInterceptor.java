package org.keyledger.gateway.requestjson;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.keyledger.gateway.cookie.PagePaths;
import org.keyledger.gateway.requestbody.RequestBodyInterceptor;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a body with fields on routes that take none. No body and {@code {}} are accepted. The forms of pages, and an
 * endpoint that takes the request itself, read the body themselves.
 */
final class EmptyBodyInterceptor implements HandlerInterceptor {

    private record NoFields() {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (RequestBodyInterceptor.awaitsBody(request, handler)
                && !PagePaths.containEndpointOf(request)
                && handler instanceof HandlerMethod endpoint
                && Arrays.stream(endpoint.getMethodParameters()).noneMatch(EmptyBodyInterceptor::readsBody)) {
            StrictBodyReader.read(RequestBytes.of(request), NoFields.class);
        }
        return true;
    }

    private static boolean readsBody(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(StrictBody.class)
                || parameter.getParameterType() == HttpServletRequest.class;
    }
}
