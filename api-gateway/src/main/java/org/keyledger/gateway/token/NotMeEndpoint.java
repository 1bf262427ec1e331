package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.AccountProtection;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/not-me}: secures an account with the link in a security notice. When it returns, no session of the
 * user is accepted. 400 {@code invalid-token}.
 */
@RestController
final class NotMeEndpoint {

    private static final String MESSAGE =
            "Everybody was signed out. Choose a new password with the mail that is on its way to you.";

    private final AccountProtection protection;

    NotMeEndpoint(AccountProtection protection) {
        this.protection = protection;
    }

    /** @param revokeKeys whether the API keys end too; false if absent */
    record NotMeRequest(String token, @Nullable Boolean revokeKeys) {
        @Override
        public String toString() {
            return "NotMeRequest[hidden]";
        }
    }

    record NotMeResponse(boolean ok, String message) {}

    @PostMapping("/auth/not-me")
    @RateLimited(Limit.CONFIRM)
    NotMeResponse secure(@StrictBody NotMeRequest body) {
        protection.secure(body.token(), Boolean.TRUE.equals(body.revokeKeys()));
        return new NotMeResponse(true, MESSAGE);
    }
}
