package org.keyledger.gateway.problem;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * The id of a request: a random UUID that is used as {@code instance} of its problem, stored in the metadata of its
 * events and added to the log lines of its thread (MDC). It is created on first use, because most requests only read.
 */
public final class CorrelationId {

    private static final String ATTRIBUTE = CorrelationId.class.getName();

    private static final String MDC_KEY = "correlation";

    private CorrelationId() {}

    /** The same for the whole request, async and error dispatches included. */
    public static String of(ServletRequest request) {
        var id = request.getAttribute(ATTRIBUTE) instanceof String known
                ? known
                : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        MDC.put(MDC_KEY, id); // on every call, because an async dispatch continues in another thread
        return id;
    }

    /** Removes the id from the log context, so that the thread does not log the next request under it. */
    static void clear() {
        MDC.remove(MDC_KEY);
    }
}
