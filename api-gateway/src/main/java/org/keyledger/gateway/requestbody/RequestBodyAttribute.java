package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;

/** The complete body of a request, stored as a request attribute before the endpoint is called. */
public final class RequestBodyAttribute {

    /** Maximum size of a body in bytes, for declared and received lengths. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String BODY = RequestBodyAttribute.class.getName();
    private static final String REJECTION = BODY + ".rejection";
    private static final byte[] NONE = {};

    private RequestBodyAttribute() {}

    /** Empty if the request has no body, or one with a declared length above {@link #MAX_BYTES}, which is not read. */
    public static byte[] of(ServletRequest request) {
        return request.getAttribute(BODY) instanceof byte[] bytes ? bytes : NONE;
    }

    static boolean isPending(ServletRequest request) {
        return request.getAttribute(BODY) == null && rejection(request).isEmpty();
    }

    static Optional<Problem> rejection(ServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(REJECTION));
    }

    static void recordBody(ServletRequest request, byte[] bytes) {
        request.setAttribute(BODY, bytes);
    }

    static void recordRejection(ServletRequest request, Problem reason) {
        request.setAttribute(REJECTION, reason);
    }
}
