package org.keyledger.gateway.requestjson;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves {@link StrictBody} arguments of endpoints. */
final class StrictBodyArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(StrictBody.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var form = parameter.getParameterAnnotation(StrictBody.class);
        return form != null && form.form() && FormToJsonConverter.isForm(http)
                ? StrictBodyReader.read(
                        FormToJsonConverter.asJson(http, parameter.getParameterType()), parameter.getParameterType())
                : StrictBodyReader.read(RequestBytes.of(http), parameter.getParameterType());
    }
}
