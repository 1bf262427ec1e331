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
    CHANGE_EMAIL("/auth/change-email") {
        @Override
        int events() {
            return 2;
        }
    },
    MAGIC_LINK("/auth/magic-link/request"),
    BROWSER_MAGIC_LINK("/api/auth/magic-link/request"),
    RESEND_VERIFICATION("/api/auth/verify-email/resend"),
    REGISTER("/api/auth/register") {
        @Override
        String body(String email, int time) {
            return registration(email);
        }

        @Override
        boolean createsAccount() {
            return true;
        }
    },
    SIGN_UP("/api/auth/signup") {
        @Override
        String body(String email, int time) {
            return registration(email);
        }

        @Override
        boolean createsAccount() {
            return true;
        }
    };

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

    private static String registration(String email) {
        return "{\"email\":\"%s\",\"name\":\"Alice Chen\",\"password\":\"s3cure!Pass\"}".formatted(email);
    }

    /** How many events each request appends. */
    int events() {
        return createsAccount() ? 5 : 1;
    }

    /** Whether an address without an account has one afterwards, so that each request needs another address. */
    boolean createsAccount() {
        return false;
    }

    /** @param time how many requests were sent about this address before */
    Response send(ServiceClient client, String email, int time) {
        return client.post(path, body(email, time));
    }
}
