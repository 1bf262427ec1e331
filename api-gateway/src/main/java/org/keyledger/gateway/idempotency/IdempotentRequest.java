package org.keyledger.gateway.idempotency;

import java.util.Optional;

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

    IdempotentRequest withKey(String other) {
        return new IdempotentRequest(caller, route, Optional.of(other), body);
    }

    @Override
    public String toString() {
        return "IdempotentRequest[" + route + "]";
    }
}
