package org.keyledger.gateway.browser;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.AccountProtection;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/auth/not-me}: as on the token API. */
@RestController
final class BrowserNotMeEndpoint {

    private final AccountProtection protection;

    BrowserNotMeEndpoint(AccountProtection protection) {
        this.protection = protection;
    }

    /** @param revokeKeys whether the API keys end too; false if absent */
    record BrowserNotMeRequest(String token, @Nullable Boolean revokeKeys) {
        @Override
        public String toString() {
            return "BrowserNotMeRequest[hidden]";
        }
    }

    @PostMapping("/api/auth/not-me")
    @RateLimited(Limit.CONFIRM)
    ConfirmationResponse secure(@StrictBody BrowserNotMeRequest body) {
        protection.secure(body.token(), Boolean.TRUE.equals(body.revokeKeys()));
        return ConfirmationResponse.of(
                "Everybody was signed out. Choose a new password with the mail that is on its way to you.");
    }
}
