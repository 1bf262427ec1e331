package org.keyledger.gateway.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One attempt of a request that creates a resource.
 *
 * @param caller id of the authenticated user, or {@link #ANONYMOUS}
 * @param route method and path template, with the ids of the path in their canonical spelling
 * @param key the {@code Idempotency-Key}, if the client sent one
 * @param body the bytes as received
 */
public record IdempotentRequest(String caller, String route, Optional<String> key, byte[] body) {

    static final String ANONYMOUS = "anonymous";

    private static final Pattern FORM_KEY = Pattern.compile("[A-Za-z0-9_-]{32}");

    /**
     * The form of somebody without a session, which a browser may submit twice.
     *
     * @param key the field with the random key of the page; another text counts as none
     * @param content the fields that the form creates something with
     */
    public static IdempotentRequest ofForm(String route, String key, String... content) {
        return new IdempotentRequest(
                ANONYMOUS,
                route,
                Optional.of(key).filter(it -> FORM_KEY.matcher(it).matches()),
                String.join("\0", content).getBytes(StandardCharsets.UTF_8));
    }

    /** The same request of an authenticated caller. */
    public IdempotentRequest by(String subject) {
        return new IdempotentRequest(subject, route, key, body);
    }

    IdempotentRequest withKey(String other) {
        return new IdempotentRequest(caller, route, Optional.of(other), body);
    }

    @Override
    public String toString() {
        return "IdempotentRequest[" + route + "]";
    }
}
