package org.keyledger.gateway.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Executable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CallerArgumentResolver;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requestjson.RequestBytes;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Resolves the {@link IdempotentRequest} argument of endpoints. */
final class IdempotentRequestArgumentResolver implements HandlerMethodArgumentResolver {

    private static final String HEADER = "Idempotency-Key";
    private static final int MIN_LENGTH = 16;
    private static final int MIN_LENGTH_ANONYMOUS = 22;
    private static final int MAX_LENGTH = 255;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotentRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var caller = CallerArgumentResolver.of(http).map(VerifiedCaller::subject);
        var key = Optional.ofNullable(http.getHeader(HEADER));
        var minLength = caller.isPresent() ? MIN_LENGTH : MIN_LENGTH_ANONYMOUS;
        if (key.isPresent() && (key.get().length() < minLength || key.get().length() > MAX_LENGTH)) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError(HEADER, "must have " + minLength + " to " + MAX_LENGTH + " characters");
        }
        return new IdempotentRequest(
                caller.orElse(IdempotentRequest.ANONYMOUS),
                route(http, parameter.getExecutable(), request, Objects.requireNonNull(binders)),
                key,
                RequestBytes.of(http));
    }

    /**
     * Method and path template with the ids of the path in their canonical spelling, so that another spelling of the
     * same path is the same request.
     */
    private static String route(
            HttpServletRequest http, Executable endpoint, NativeWebRequest request, WebDataBinderFactory binders)
            throws Exception {
        var path = String.valueOf(http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        var variables = (Map<?, ?>) http.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        for (var id : endpoint.getParameters()) {
            if (id.isAnnotationPresent(PathVariable.class)) {
                var canonical = binders.createBinder(request, null, id.getName())
                        .convertIfNecessary(variables.get(id.getName()), id.getType());
                path = path.replace("{" + id.getName() + "}", String.valueOf(canonical));
            }
        }
        return http.getMethod() + " " + path;
    }
}
