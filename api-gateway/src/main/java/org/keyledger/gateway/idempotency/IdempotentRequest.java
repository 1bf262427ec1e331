package org.keyledger.gateway.idempotency;

import java.util.Optional;

/**
 * One try of a request that creates something.
 *
 * @param caller whose request it is
 * @param route method and full path
 * @param key the {@code Idempotency-Key}, if the client sent one
 * @param body as it came
 */
public record IdempotentRequest(String caller, String route, Optional<String> key, byte[] body) {

    static final String ANONYMOUS = "anonymous";

    @Override
    public String toString() {
        return "Attempt[" + route + "]";
    }
}
