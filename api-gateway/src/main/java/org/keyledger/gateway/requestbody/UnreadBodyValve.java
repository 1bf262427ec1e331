package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.keyledger.gateway.problem.Problem;

/**
 * Sees to what is left of a body once the request is answered. Tomcat would read it before the next request, and the
 * thread that does would wait for a client who has no more to hope for.
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
        if (!request.isAsync() && !request.isFinished()) {
            response.finishResponse();
            if (wasTooSlow(request)) {
                UnreadBodyDrain.closeConnection(request);
            } else {
                new UnreadBodyDrain(request).startReading(timeout);
            }
        }
    }

    /** Whoever drips will go on dripping. */
    private static boolean wasTooSlow(Request request) {
        return RequestBodyAttribute.rejection(request)
                .filter(Problem.BODY_TOO_SLOW::equals)
                .isPresent();
    }
}
