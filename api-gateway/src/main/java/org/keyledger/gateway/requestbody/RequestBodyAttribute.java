package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;

/** The body of a request that stands before its door: all of it is there. */
public final class RequestBodyAttribute {

    /** In bytes, whatever the headers promise. */
    public static final int LARGEST = 64 * 1024;

    private static final String WHOLE = RequestBodyAttribute.class.getName();
    private static final String GIVEN_UP = WHOLE + ".givenUp";
    private static final byte[] NONE = {};

    private RequestBodyAttribute() {}

    /** Empty if there is none, or one that is said to be larger: that is not read. */
    public static byte[] of(ServletRequest request) {
        return request.getAttribute(WHOLE) instanceof byte[] bytes ? bytes : NONE;
    }

    static boolean isWaitedFor(ServletRequest request) {
        return request.getAttribute(WHOLE) == null && reasonToGiveUp(request).isEmpty();
    }

    static Optional<Problem> reasonToGiveUp(ServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(GIVEN_UP));
    }

    static void whole(ServletRequest request, byte[] bytes) {
        request.setAttribute(WHOLE, bytes);
    }

    static void givenUp(ServletRequest request, Problem why) {
        request.setAttribute(GIVEN_UP, why);
    }
}
