package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletResponse;

/** Security and caching headers of every response; a page or a public document relaxes them where it needs to. */
public final class SecurityHeaders {

    static final String POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final boolean secure;

    SecurityHeaders(PublicSettings settings) {
        this.secure = settings.secure();
    }

    /** The default policy, which also allows the inline style with this hash. */
    public static String policyWithStyle(String hash) {
        return POLICY + "; style-src '" + hash + "'";
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
