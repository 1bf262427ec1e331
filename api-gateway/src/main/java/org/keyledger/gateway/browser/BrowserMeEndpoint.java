package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.Account;
import org.keyledger.gateway.user.MeResponse;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.DisplayName;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/auth/me}: as {@code /auth/me}. {@code GET} takes a cookie, an access token or an API key; changes and
 * deletion require the cookie, and deletion removes it. When {@code DELETE} returns, no session of the user and no key of a tenant that only they
 * owned is accepted.
 */
@RestController
final class BrowserMeEndpoint {

    private final Account account;
    private final SessionCookies cookies;

    BrowserMeEndpoint(Account account, SessionCookies cookies) {
        this.account = account;
        this.cookies = cookies;
    }

    /** @param language of mails */
    record BrowserProfileChangeRequest(
            @Nullable DisplayName name, @Nullable Language language) {}

    /** @param currentPassword required unless the login is recent */
    record BrowserDeletionRequest(@Nullable Password currentPassword) {}

    @GetMapping("/api/auth/me")
    MeResponse me(VerifiedCaller caller) {
        return MeResponse.of(account.find(caller.user()), caller.tenant());
    }

    @PatchMapping("/api/auth/me")
    @WriteLimited
    MeResponse change(@StrictBody BrowserProfileChangeRequest body, CookieCaller caller) {
        return MeResponse.of(account.change(caller, body.name(), body.language()), caller.tenant());
    }

    @DeleteMapping("/api/auth/me")
    @WithoutRateLimit("an account can be erased at any time, and only once")
    ConfirmationResponse erase(
            @StrictBody BrowserDeletionRequest body, CookieCaller caller, HttpServletResponse response) {
        account.erase(caller, body.currentPassword());
        cookies.clear(response);
        return ConfirmationResponse.of("Your account and everything that only you owned were deleted.");
    }
}
