package org.keyledger.gateway.browser;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.login.PasswordChange;
import org.keyledger.gateway.login.PasswordResetService;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/forgot-password}, {@code reset-password}, {@code reset-password/validate} and
 * {@code change-password}: as on the token API. The first always responds 200; a token of a mail works on either API.
 */
@RestController
final class BrowserPasswordEndpoint {

    private final PasswordResetService resets;
    private final PasswordChange passwordChange;

    BrowserPasswordEndpoint(PasswordResetService resets, PasswordChange passwordChange) {
        this.resets = resets;
        this.passwordChange = passwordChange;
    }

    record ForgotPasswordRequest(EmailAddress email) {}

    record ResetTokenRequest(String token) {
        @Override
        public String toString() {
            return "ResetTokenRequest[hidden]";
        }
    }

    /** @param revokeKeys whether the API keys end in any case; false if absent */
    record ResetPasswordRequest(
            String token, Password password, @Nullable Boolean revokeKeys) {
        @Override
        public String toString() {
            return "ResetPasswordRequest[hidden]";
        }
    }

    /**
     * @param currentPassword optional if the login is recent
     * @param revokeKeys whether the API keys end too; false if absent
     */
    record BrowserPasswordChangeRequest(
            @Nullable Password currentPassword,
            Password password,
            @Nullable Boolean revokeKeys) {}

    /** @param endsKeys whether the API keys end in any case when the link is used; absent for an invalid link */
    record ResetTokenResponse(
            boolean valid,
            @Nullable Instant expiresAt,
            @Nullable Boolean endsKeys) {}

    @PostMapping("/api/auth/forgot-password")
    @RateLimited(Limit.MAIL_REQUEST)
    ConfirmationResponse request(@StrictBody ForgotPasswordRequest body) {
        resets.request(body.email());
        return ConfirmationResponse.of("If the address has an account, a mail with a link is on its way to it.");
    }

    @PostMapping("/api/auth/reset-password/validate")
    @RateLimited(Limit.CONFIRM)
    ResetTokenResponse validate(@StrictBody ResetTokenRequest body) {
        return resets.findValidLink(body.token())
                .map(link -> new ResetTokenResponse(true, link.expiresAt(), link.endsApiKeys()))
                .orElseGet(() -> new ResetTokenResponse(false, null, null));
    }

    @PostMapping("/api/auth/reset-password")
    @RateLimited(Limit.CONFIRM)
    ConfirmationResponse reset(@StrictBody ResetPasswordRequest body) {
        resets.confirm(body.token(), body.password(), Boolean.TRUE.equals(body.revokeKeys()));
        return ConfirmationResponse.of(
                "Your password was changed and you were signed out everywhere. Log in with the new one.");
    }

    @PostMapping("/api/auth/change-password")
    @WriteLimited
    ConfirmationResponse change(@StrictBody BrowserPasswordChangeRequest body, CookieCaller caller) {
        passwordChange.change(caller, body.currentPassword(), body.password(), Boolean.TRUE.equals(body.revokeKeys()));
        return ConfirmationResponse.of("Your password was changed and all other devices were signed out.");
    }
}
