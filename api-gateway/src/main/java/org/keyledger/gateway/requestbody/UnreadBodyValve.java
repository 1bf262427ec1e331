package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.keyledger.gateway.problem.Problem;

/**
 * Drains the unread rest of a body without blocking after the response. Tomcat itself would read it before the next
 * request, with a thread that waits for the client.
 */
final class UnreadBodyValve extends ValveBase {

    private final Duration timeout;

    UnreadBodyValve(Duration timeout) {
        super(true);
        this.timeout = timeout;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !request.isFinished() && isServed(request)) {
            response.finishResponse();
            if (wasTooSlow(request)) {
                UnreadBodyDrain.closeConnection(request);
            } else {
                new UnreadBodyDrain(request).startReading(timeout);
            }
        }
    }

    /** False if Tomcat refused the head; it closes the connection then and reads no body. */
    private static boolean isServed(Request request) {
        return request.getContext() != null;
    }

    /** The rest of a slow body is expected to be slow too, so the connection is closed immediately. */
    private static boolean wasTooSlow(Request request) {
        return RequestBodyAttribute.rejection(request)
                .filter(Problem.BODY_TOO_SLOW::equals)
                .isPresent();
    }
}
