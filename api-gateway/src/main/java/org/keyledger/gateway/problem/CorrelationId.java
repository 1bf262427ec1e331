package org.keyledger.gateway.problem;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * One name for a request and all that comes of it: in problems, on every event, and in what is logged from its thread once
 * somebody has asked for the name. Most requests only read, and never need one.
 */
public final class CorrelationId {

    private static final String ATTRIBUTE = CorrelationId.class.getName();

    private static final String MDC_KEY = "correlation";

    private CorrelationId() {}

    /** The same for as long as the request lives. */
    public static String of(ServletRequest request) {
        var name = request.getAttribute(ATTRIBUTE) instanceof String known
                ? known
                : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, name);
        MDC.put(MDC_KEY, name); // again, for a request that waited goes on in another thread
        return name;
    }

    /** Ends what {@link #of} began, so that the thread does not log the next request under this name. */
    static void clear() {
        MDC.remove(MDC_KEY);
    }
}
