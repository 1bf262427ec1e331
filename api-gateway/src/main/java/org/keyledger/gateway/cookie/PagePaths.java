package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The paths of HTML pages that depend on the browser: their forms need a CSRF token, they may read the session cookie, and
 * their errors are pages.
 */
public final class PagePaths {

    /** The pages of a signed-in user. */
    public static final String ACCOUNT = "/account";

    private static final Set<String> PATHS = Set.of(
            "/signup",
            "/login",
            "/logout",
            "/forgot-password",
            "/reset-password",
            "/verify",
            "/change-email",
            "/magic-link",
            "/not-me",
            ACCOUNT);

    private PagePaths() {}

    /** Whether the requested path, as the browser wrote it, belongs to a page. */
    public static boolean contain(HttpServletRequest request) {
        return contain(request.getRequestURI());
    }

    /** Whether the endpoint of the request is that of a page, in whatever spelling its path was requested. */
    public static boolean containEndpointOf(HttpServletRequest request) {
        return contain(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    }

    /** A path of a page, or one below it. */
    public static boolean contain(String path) {
        var end = path.indexOf('/', 1);
        return PATHS.contains(end < 0 ? path : path.substring(0, end));
    }
}
