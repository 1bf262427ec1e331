package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.Account;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
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

    record RenameRequest(DisplayName name) {}

    /** @param currentPassword required unless the login is recent */
    record DeleteAccountRequest(@Nullable Password currentPassword) {}

    record DeleteAccountResponse(boolean ok, String message) {}

    record MeResponse(UserDetails user, TenantId tenantId) {}

    @JsonPropertyOrder({"id", "email", "name"})
    record UserDetails(
            UserId id,
            @JsonUnwrapped UserProfile profile,
            @JsonProperty("is_superuser") boolean superuser,
            @JsonInclude @Nullable Instant emailVerifiedAt,
            Instant createdAt,
            Instant updatedAt) {

        static UserDetails of(UserAccount account) {
            return new UserDetails(
                    account.user(),
                    account.profile(),
                    false,
                    account.emailVerifiedAt(),
                    account.createdAt(),
                    account.updatedAt());
        }

        /** {@code null} if the user has no name; the JSON of a stored profile omits the field instead. */
        @JsonProperty
        @JsonInclude
        @Nullable
        DisplayName name() {
            return profile.name();
        }
    }

    @GetMapping("/auth/me")
    MeResponse me(VerifiedCaller caller) {
        return toResponse(caller, account.find(caller.user()));
    }

    private static MeResponse toResponse(VerifiedCaller caller, UserAccount account) {
        return new MeResponse(UserDetails.of(account), caller.tenant());
    }

    @PatchMapping("/auth/me")
    @WriteLimited
    MeResponse rename(@StrictBody RenameRequest body, SessionCaller caller) {
        return toResponse(caller, account.rename(caller, body.name()));
    }

    @DeleteMapping("/auth/me")
    @WithoutRateLimit("an account can be erased at any time, and only once")
    DeleteAccountResponse erase(@StrictBody DeleteAccountRequest body, TokenHolder caller) {
        account.erase(caller, body.currentPassword());
        return new DeleteAccountResponse(true, "Your account and everything that only you owned were deleted.");
    }
}
