package org.keyledger.gateway.crossorigin;

import java.util.Set;

/**
 * The routes that a named origin may call: those that read no cookie. {@code /auth/check} is called by proxies, not by
 * pages. The calls of the browser API that need a session stay same-origin, because the browser attaches its cookie.
 */
final class CrossOriginRoutes {

    private static final String CHECK = "/auth/check";

    private static final Set<String> PREFIXES = Set.of("/auth/", "/customer/", "/v1/", "/.well-known/");

    /** Without a session. The cookies of their responses are not stored, because the calls are made without credentials. */
    private static final Set<String> PUBLIC_CALLS = Set.of(
            "/api/auth/register",
            "/api/auth/signup",
            "/api/auth/login",
            "/api/auth/login/2fa",
            "/api/auth/magic-link/request",
            "/api/auth/magic-link/confirm",
            "/api/auth/forgot-password",
            "/api/auth/reset-password",
            "/api/auth/reset-password/validate",
            "/api/auth/verify-email/resend",
            "/api/auth/verify-email/confirm",
            "/api/auth/change-email/confirm",
            "/api/auth/change-email/cancel",
            "/api/auth/change-email/undo",
            "/api/auth/not-me");

    private CrossOriginRoutes() {}

    /** @param path decoded and normalised */
    static boolean contain(String path) {
        return !path.equals(CHECK) && (PREFIXES.stream().anyMatch(path::startsWith) || PUBLIC_CALLS.contains(path));
    }
}
