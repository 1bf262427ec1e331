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

    /**
     * The default policy, which also allows what a page of this service consists of: stylesheets, images and forms of its own
     * origin.
     */
    public static String policyOfPage() {
        return POLICY.replace("form-action 'none'", "form-action 'self'") + "; style-src 'self'; img-src 'self'";
    }

    /** The same for a page with a script module that has this nonce, and with the modules that it imports. */
    public static String policyOfPageWithScript(String nonce) {
        return policyOfPage() + "; script-src 'nonce-" + nonce + "'; connect-src 'self'";
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
