package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletResponse;

/** Strict security and cache headers for every response. Pages and public documents replace single headers. */
public final class SecurityHeaders {

    public static final String POLICY =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final boolean secure;

    SecurityHeaders(PublicSettings settings) {
        this.secure = settings.secure();
    }

    void write(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }
}
