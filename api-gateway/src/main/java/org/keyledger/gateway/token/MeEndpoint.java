package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.authentication.VerifiedCaller;
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
 * {@code /auth/me}: the user behind a token or an API key. Changes and deletion require a token. When {@code DELETE}
 * returns, no session of the user and no key of a tenant that only they owned is accepted.
 */
@RestController
final class MeEndpoint {

    private final Account account;

    MeEndpoint(Account account) {
        this.account = account;
    }

    /** @param language of mails */
    record ProfileChangeRequest(
            @Nullable DisplayName name, @Nullable Language language) {}

    /** @param currentPassword required unless the login is recent */
    record DeleteAccountRequest(@Nullable Password currentPassword) {}

    record DeleteAccountResponse(boolean ok, String message) {}

    @GetMapping("/auth/me")
    MeResponse me(VerifiedCaller caller) {
        return MeResponse.of(account.find(caller.user()), caller.tenant());
    }

    @PatchMapping("/auth/me")
    @WriteLimited
    MeResponse change(@StrictBody ProfileChangeRequest body, SessionCaller caller) {
        return MeResponse.of(account.change(caller, body.name(), body.language()), caller.tenant());
    }

    @DeleteMapping("/auth/me")
    @WithoutRateLimit("an account can be erased at any time, and only once")
    DeleteAccountResponse erase(@StrictBody DeleteAccountRequest body, TokenHolder caller) {
        account.erase(caller, body.currentPassword());
        return new DeleteAccountResponse(true, "Your account and everything that only you owned were deleted.");
    }
}
