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

/** Hands doors their {@link IdempotentRequest}. */
final class IdempotentRequestArgumentResolver implements HandlerMethodArgumentResolver {

    private static final String HEADER = "Idempotency-Key";
    private static final int SHORTEST = 16;
    private static final int SHORTEST_OF_NOBODY = 22;
    private static final int LONGEST = 255;

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
        var shortest = caller.isPresent() ? SHORTEST : SHORTEST_OF_NOBODY;
        if (key.isPresent() && (key.get().length() < shortest || key.get().length() > LONGEST)) {
            throw Problem.INVALID_REQUEST
                    .found()
                    .about(HEADER, "has " + shortest + " to " + LONGEST + " characters here");
        }
        return new IdempotentRequest(
                caller.orElse(IdempotentRequest.NOBODY),
                http.getMethod() + " " + http.getRequestURI(),
                key,
                RequestBytes.of(http));
    }
}
