package org.keyledger.server.endtoend;

import java.util.List;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Requests whose response could reveal whether an address has an account. */
enum EnumerationProbe {
    LOG_IN("/auth/login") {
        @Override
        String body(String email, int time) {
            return "{\"email\":\"%s\",\"password\":\"%s\"}"
                    .formatted(email, WRONG_PASSWORDS.get(time % WRONG_PASSWORDS.size()));
        }
    },
    BROWSER_LOG_IN("/api/auth/login") {
        @Override
        String body(String email, int time) {
            return LOG_IN.body(email, time);
        }
    },
    RESET_PASSWORD("/auth/reset-password/request"),
    FORGOT_PASSWORD("/api/auth/forgot-password"),
    CHANGE_EMAIL("/auth/change-email");

    /** An ordinary password, an empty one, the longest that bcrypt itself accepts, and longer ones. */
    private static final List<String> WRONG_PASSWORDS =
            List.of("not the password", "", "x".repeat(72), "x".repeat(73), "é".repeat(500));

    private final String path;

    EnumerationProbe(String path) {
        this.path = path;
    }

    String body(String email, int time) {
        return "{\"email\":\"%s\"}".formatted(email);
    }

    /** @param time how many requests were sent about this address before */
    Response send(ServiceClient client, String email, int time) {
        return client.post(path, body(email, time));
    }
}
