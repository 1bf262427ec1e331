package org.keyledger.gateway.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.login.PasswordResetService;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/reset-password/request}, {@code validate} and {@code confirm}: reset of a forgotten password by a
 * mailed link. {@code request} always responds 200. {@code confirm}: 400 {@code invalid-token} or
 * {@code weak-password}.
 */
@RestController
final class ResetPasswordEndpoint {

    private static final String REQUESTED_MESSAGE =
            "If the address has an account, a mail with a link is on its way to it.";
    private static final String CHANGED_MESSAGE =
            "Your password was changed and you were signed out everywhere. Log in with the new one.";

    private final PasswordResetService resets;

    ResetPasswordEndpoint(PasswordResetService resets) {
        this.resets = resets;
    }

    record ResetRequest(EmailAddress email) {}

    record ValidateResetRequest(String token) {
        @Override
        public String toString() {
            return "ValidateResetRequest[hidden]";
        }
    }

    /** @param revokeKeys whether the API keys end in any case; false if absent */
    record ConfirmResetRequest(
            String token, Password password, @Nullable Boolean revokeKeys) {
        @Override
        public String toString() {
            return "ConfirmResetRequest[hidden]";
        }
    }

    record ResetResponse(boolean ok, String message) {}

    /** @param endsKeys whether the API keys end in any case when the link is used; absent for an invalid link */
    record ValidateResetResponse(
            boolean valid,
            @Nullable Instant expiresAt,
            @Nullable Boolean endsKeys) {}

    @PostMapping("/auth/reset-password/request")
    @RateLimited(Limit.MAIL_REQUEST)
    ResetResponse request(@StrictBody ResetRequest body) {
        resets.request(body.email());
        return new ResetResponse(true, REQUESTED_MESSAGE);
    }

    @PostMapping("/auth/reset-password/validate")
    @RateLimited(Limit.CONFIRM)
    ValidateResetResponse validate(@StrictBody ValidateResetRequest body) {
        return resets.findValidLink(body.token())
                .map(link -> new ValidateResetResponse(true, link.expiresAt(), link.endsApiKeys()))
                .orElseGet(() -> new ValidateResetResponse(false, null, null));
    }

    @PostMapping("/auth/reset-password/confirm")
    @RateLimited(Limit.CONFIRM)
    ResetResponse confirm(@StrictBody ConfirmResetRequest body) {
        resets.confirm(body.token(), body.password(), Boolean.TRUE.equals(body.revokeKeys()));
        return new ResetResponse(true, CHANGED_MESSAGE);
    }
}
