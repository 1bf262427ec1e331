package org.keyledger.gateway.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CallerArgumentResolver;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requestjson.RequestBytes;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

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
            @Nullable WebDataBinderFactory binders) {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var caller = CallerArgumentResolver.of(http).map(it -> it.user().toString());
        var key = Optional.ofNullable(http.getHeader(HEADER));
        var minLength = caller.isPresent() ? MIN_LENGTH : MIN_LENGTH_ANONYMOUS;
        if (key.isPresent() && (key.get().length() < minLength || key.get().length() > MAX_LENGTH)) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError(HEADER, "must have " + minLength + " to " + MAX_LENGTH + " characters");
        }
        return new IdempotentRequest(
                caller.orElse(IdempotentRequest.ANONYMOUS),
                http.getMethod() + " " + http.getRequestURI(),
                key,
                RequestBytes.of(http));
    }
}
