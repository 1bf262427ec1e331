package org.keyledger.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/**
 * The response of {@code GET} and {@code PATCH} me, the same on every API.
 *
 * @param language of mails to the user
 */
public record MeResponse(UserDetails user, TenantId tenantId, Language language) {

    public static MeResponse of(UserAccount account, TenantId tenant) {
        return new MeResponse(UserDetails.of(account), tenant, account.language());
    }

    /** The user as the user may see them. */
    @JsonPropertyOrder({"id", "email", "name"})
    public record UserDetails(
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
}
