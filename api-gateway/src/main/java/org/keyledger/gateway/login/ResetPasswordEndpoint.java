package org.keyledger.gateway.login;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /auth/reset-password/*}: a new password for who has forgotten the old one. */
@RestController
final class ResetPasswordEndpoint {

    static final String ASKED = "If the address has an account, a mail with a link is on its way to it.";
    static final String DONE = "Your password is changed, and you are signed out everywhere. Log in with the new one.";

    private final PasswordResets resets;

    ResetPasswordEndpoint(PasswordResets resets) {
        this.resets = resets;
    }

    record Request(EmailAddress email) {}

    record Validate(String token) {
        @Override
        public String toString() {
            return "Validate[hidden]";
        }
    }

    record Confirm(String token, Password password) {
        @Override
        public String toString() {
            return "Confirm[hidden]";
        }
    }

    record Answer(boolean ok, String message) {}

    record Validity(boolean valid, @Nullable Instant expiresAt) {}

    @PostMapping("/auth/reset-password/request")
    @RateLimited(Limit.MAIL_REQUEST)
    Answer request(@StrictBody Request body) {
        resets.request(body.email());
        return new Answer(true, ASKED);
    }

    @PostMapping("/auth/reset-password/validate")
    @RateLimited(Limit.CONFIRM)
    Validity validate(@StrictBody Validate body) {
        var goodUntil = resets.goodUntil(body.token());
        return new Validity(goodUntil.isPresent(), goodUntil.orElse(null));
    }

    @PostMapping("/auth/reset-password/confirm")
    @RateLimited(Limit.CONFIRM)
    Answer confirm(@StrictBody Confirm body) {
        resets.confirm(body.token(), body.password());
        return new Answer(true, DONE);
    }
}
