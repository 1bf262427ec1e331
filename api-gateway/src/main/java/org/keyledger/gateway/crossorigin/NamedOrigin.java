package org.keyledger.gateway.crossorigin;

import jakarta.servlet.http.HttpServletRequest;

/** Marks the requests that a page of a named origin sent to a route that such pages may call. */
public final class NamedOrigin {

    private static final String ATTRIBUTE = NamedOrigin.class.getName();

    private NamedOrigin() {}

    static void accept(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    /** Whether the request may come from a page of another origin, although it may change state. */
    public static boolean isAccepted(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
