package org.keyledger.gateway.requestbody;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a request go to its door when its body is there. It stands behind limits and guard: whoever they turn away is
 * turned away by the head alone, and no memory waits for the rest.
 */
final class RequestBodyInterceptor implements HandlerInterceptor {

    private final BodyMemoryBudget budget;
    private final Duration timeout;

    RequestBodyInterceptor(BodyMemoryBudget budget, Duration timeout) {
        this.budget = budget;
        this.timeout = timeout;
    }

    /** False if the request comes again. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var isThere = request.getContentLengthLong() > RequestBodyAttribute.MAX_BYTES
                || !RequestBodyAttribute.isPending(request)
                || request.getContentLengthLong() == 0
                || request.getInputStream().isFinished()
                || readBody(request);
        var why = RequestBodyAttribute.rejection(request);
        if (why.isPresent()) {
            // whoever drips will go on dripping: the connection is not used again
            throw why.get().toException().withHeader("Connection", "close");
        }
        return isThere;
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
