package org.keyledger.gateway.requestbody;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Calls an endpoint that awaits a body after the body was received. It runs after rate limits and authentication, so that no memory is
 * used for the bodies of requests that those refuse.
 */
public final class RequestBodyInterceptor implements HandlerInterceptor {

    /** The order of the interceptor; the body can be read by those with a higher value. */
    public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    private static final Set<String> HEAD_ONLY_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final BodyMemoryBudget budget;
    private final Duration timeout;

    RequestBodyInterceptor(BodyMemoryBudget budget, Duration timeout) {
        this.budget = budget;
        this.timeout = timeout;
    }

    /**
     * False if the body is still being received; the request is dispatched again later.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 408, 413 or 503 if the body was rejected
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!awaitsBody(request, handler)) {
            return true;
        }
        var isComplete = request.getContentLengthLong() > RequestBodyAttribute.MAX_BYTES
                || !RequestBodyAttribute.isPending(request)
                || request.getContentLengthLong() == 0
                || request.getInputStream().isFinished()
                || readBody(request);
        var rejection = RequestBodyAttribute.rejection(request);
        if (rejection.isPresent()) {
            // the rest of the body may still arrive, so the connection cannot be used again
            throw rejection.get().toException().withHeader("Connection", "close");
        }
        return isComplete;
    }

    /** False for an endpoint that decides by the head of the request; a body that is sent is discarded later. */
    public static boolean awaitsBody(HttpServletRequest request, Object handler) {
        return !HEAD_ONLY_METHODS.contains(request.getMethod())
                && !(handler instanceof HandlerMethod endpoint && endpoint.hasMethodAnnotation(BodyIgnored.class));
    }

    private boolean readBody(HttpServletRequest request) throws IOException {
        var body = new BufferingBodyReader(request, budget);
        if (body.readIfComplete()) {
            body.publishBody();
            return true;
        }
        if (RequestBodyAttribute.isPending(request)) {
            body.startReading(timeout);
        }
        return false;
    }
}
