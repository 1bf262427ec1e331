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

    private final BodyMemoryBudget room;
    private final Duration within;

    RequestBodyInterceptor(BodyMemoryBudget room, Duration within) {
        this.room = room;
        this.within = within;
    }

    /** False if the request comes again. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var isThere = request.getContentLengthLong() > RequestBodyAttribute.LARGEST
                || !RequestBodyAttribute.isWaitedFor(request)
                || request.getContentLengthLong() == 0
                || request.getInputStream().isFinished()
                || isThere(request);
        var why = RequestBodyAttribute.reasonToGiveUp(request);
        if (why.isPresent()) {
            // whoever drips will go on dripping: the connection is not used again
            throw why.get().found().withHeader("Connection", "close");
        }
        return isThere;
    }

    private boolean isThere(HttpServletRequest request) throws IOException {
        var body = new BufferingBodyReader(request, room);
        if (body.isThere()) {
            body.handOver();
            return true;
        }
        if (RequestBodyAttribute.isWaitedFor(request)) {
            body.await(within);
        }
        return false;
    }
}
