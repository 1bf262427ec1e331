package org.keyledger.gateway.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.keyledger.gateway.problem.SecurityHeaders;

/** The inline stylesheet of a page. */
public record InlineStylesheet(String css) {

    /** A {@code Content-Security-Policy} that allows this stylesheet by its hash and nothing else (CSP Level 3). */
    public String policy() {
        return SecurityHeaders.POLICY + "; style-src 'sha256-" + hash() + "'";
    }

    private String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
