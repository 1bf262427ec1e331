package org.keyledger.server.endtoend;

import java.util.List;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** An endpoint that takes an e-mail address of another person. */
enum EnumerationProbe {
    LOG_IN("/auth/login") {
        @Override
        String body(String email, int time) {
            return "{\"email\":\"%s\",\"password\":\"%s\"}"
                    .formatted(email, WRONG_PASSWORDS.get(time % WRONG_PASSWORDS.size()));
        }
    },
    RESET_PASSWORD("/auth/reset-password/request"),
    CHANGE_EMAIL("/auth/change-email");

    /** Passwords: an ordinary one, an empty one, the longest that bcrypt accepts, and longer ones. */
    private static final List<String> WRONG_PASSWORDS =
            List.of("not the password", "", "x".repeat(72), "x".repeat(73), "é".repeat(500));

    private final String path;

    EnumerationProbe(String path) {
        this.path = path;
    }

    String body(String email, int time) {
        return "{\"email\":\"%s\"}".formatted(email);
    }

    /** @param time number of earlier requests about this address */
    Response send(ServiceClient stranger, String email, int time) {
        return stranger.post(path, body(email, time));
    }
}
