package org.keyledger.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.gateway.dispatching.Queries;
import org.keyledger.gateway.guarding.VerifiedCaller;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /auth/me}: the user behind a token or an API key. */
@RestController
final class MeEndpoint {

    private final Queries queries;

    MeEndpoint(Queries queries) {
        this.queries = queries;
    }

    record Me(User user, TenantId tenantId) {}

    record User(
            UserId id,
            EmailAddress email,
            @JsonInclude @Nullable DisplayName name,
            @JsonProperty("is_superuser") boolean superuser,
            @JsonInclude @Nullable Instant emailVerifiedAt,
            Instant createdAt,
            Instant updatedAt) {

        static User of(UserProfile user) {
            return new User(
                    user.id(),
                    user.email(),
                    user.name(),
                    false,
                    user.emailVerifiedAt(),
                    user.createdAt(),
                    user.updatedAt());
        }
    }

    @GetMapping("/auth/me")
    Me me(VerifiedCaller caller) {
        var user = queries.ask(new FindUser(caller.user())).profile().orElseThrow(Problem.UNAUTHENTICATED::found);
        return new Me(User.of(user), caller.tenant());
    }
}
