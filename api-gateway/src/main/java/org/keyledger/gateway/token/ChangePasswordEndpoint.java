package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.login.PasswordChange;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-password}. When the call returns, every session but the caller's own has ended, and the API
 * keys too if the caller asked for it.
 */
@RestController
final class ChangePasswordEndpoint {

    private final PasswordChange passwordChange;

    ChangePasswordEndpoint(PasswordChange passwordChange) {
        this.passwordChange = passwordChange;
    }

    /**
     * @param currentPassword optional if the login is recent
     * @param revokeKeys whether the API keys end too; false if absent
     */
    record ChangePasswordRequest(
            @Nullable Password currentPassword,
            Password password,
            @Nullable Boolean revokeKeys) {}

    record ChangePasswordResponse(boolean ok, String message) {}

    @PostMapping("/auth/change-password")
    @WriteLimited
    ChangePasswordResponse change(@StrictBody ChangePasswordRequest body, SessionCaller caller) {
        passwordChange.change(caller, body.currentPassword(), body.password(), Boolean.TRUE.equals(body.revokeKeys()));
        return new ChangePasswordResponse(true, "Your password was changed and all other devices were signed out.");
    }
}
