package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;

/** The body of a request that stands before its door: all of it is there. */
public final class RequestBodyAttribute {

    /** In bytes, whatever the headers promise. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String BODY = RequestBodyAttribute.class.getName();
    private static final String REJECTION = BODY + ".givenUp";
    private static final byte[] NONE = {};

    private RequestBodyAttribute() {}

    /** Empty if there is none, or one that is said to be larger: that is not read. */
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

    static void recordRejection(ServletRequest request, Problem why) {
        request.setAttribute(REJECTION, why);
    }
}
