package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/** The {@code user} object in the responses of sign-up and log-in. */
@JsonPropertyOrder({"id", "email", "name"})
public record UserResponse(UserId id, @JsonUnwrapped UserProfile profile, Instant createdAt, Instant updatedAt) {

    public static UserResponse of(UserAccount account) {
        return new UserResponse(account.user(), account.profile(), account.createdAt(), account.updatedAt());
    }

    /** {@code null} if the user has no name; the JSON of a stored profile omits the field instead. */
    @JsonProperty
    @JsonInclude
    public @Nullable DisplayName name() {
        return profile.name();
    }
}
