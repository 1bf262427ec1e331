package org.keyledger.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.keyledger.gateway.problem.SecurityHeaders;

/** The only stylesheet of a page, written into its {@code style} element unchanged. */
public record InlineStylesheet(String css) {

    /** Reads a resource in the package of a class. */
    public static InlineStylesheet read(Class<?> owner, String resource) {
        try (var in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return new InlineStylesheet(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code Content-Security-Policy} that allows this stylesheet by its hash (CSP Level 3) and nothing else. */
    public String policy() {
        return SecurityHeaders.policyWithStyle(hash(css));
    }

    /** The same for a page with a form for this service. */
    String policyWithForm() {
        return policy().replace("form-action 'none'", "form-action 'self'");
    }

    /** The hash by which a policy allows the text of a {@code style} or {@code script} element (CSP Level 3, section 6.7.3.3). */
    public static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
