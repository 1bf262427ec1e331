package org.keyledger.gateway.answering;

import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** One name for a request and all that comes of it: in problems, in logs, on every event. */
public final class Correlation {

    private static final String ATTRIBUTE = Correlation.class.getName();

    private Correlation() {}

    /** The same for as long as the request lives. */
    public static String of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        var made = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }
}
