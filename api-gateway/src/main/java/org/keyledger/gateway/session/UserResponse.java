package org.keyledger.gateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/** The {@code user} object of sign-up and login responses. */
public record UserResponse(
        UserId id,
        EmailAddress email,
        @JsonInclude @Nullable DisplayName name,
        Instant createdAt,
        Instant updatedAt) {

    public static UserResponse of(UserProfile user) {
        return new UserResponse(user.id(), user.email(), user.name(), user.createdAt(), user.updatedAt());
    }
}
