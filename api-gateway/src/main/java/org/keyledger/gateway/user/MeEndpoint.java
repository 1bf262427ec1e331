package org.keyledger.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RenameUser;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /auth/me}: the user behind a token or an API key. Changing and deleting take a token; when {@code DELETE}
 * answers, no session of the user and no key of what they alone owned is accepted any more.
 */
@RestController
final class MeEndpoint {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;

    MeEndpoint(Commands commands, Queries queries, StepUpAuthentication stepUp) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
    }

    record RenameRequest(DisplayName name) {}

    /** @param currentPassword needed where the log-in is too long ago */
    record DeleteAccountRequest(@Nullable Password currentPassword) {}

    record DeleteAccountResponse(boolean ok, String message) {}

    record MeResponse(UserDetails user, TenantId tenantId) {}

    record UserDetails(
            UserId id,
            EmailAddress email,
            @JsonInclude @Nullable DisplayName name,
            @JsonProperty("is_superuser") boolean superuser,
            @JsonInclude @Nullable Instant emailVerifiedAt,
            Instant createdAt,
            Instant updatedAt) {

        static UserDetails of(UserProfile user) {
            return new UserDetails(
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
    MeResponse me(VerifiedCaller caller) {
        var user = queries.ask(new FindUser(caller.user())).profile().orElseThrow(Problem.UNAUTHENTICATED::toException);
        return new MeResponse(UserDetails.of(user), caller.tenant());
    }

    @PatchMapping("/auth/me")
    MeResponse rename(@StrictBody RenameRequest body, SessionCaller caller) {
        commands.send(new RenameUser(caller.user(), body.name()));
        return me(caller);
    }

    @DeleteMapping("/auth/me")
    DeleteAccountResponse erase(@StrictBody DeleteAccountRequest body, SessionCaller caller) {
        var credential = stepUp.require(caller, body.currentPassword());
        commands.sendAndAwaitApplied(new EraseUser(caller.user(), credential));
        return new DeleteAccountResponse(true, "The account is gone, and with it everything that only you owned.");
    }
}
