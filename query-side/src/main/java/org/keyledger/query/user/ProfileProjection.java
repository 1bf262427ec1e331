package org.keyledger.query.user;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.user.FoundUser;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Projects the profile of each user, as the user may see it. */
final class ProfileProjection {

    static final String VIEW = "profiles";

    private final View<UserAccount> profiles;

    ProfileProjection(ReadModels models) {
        this.profiles = models.view(ViewDefinition.of(VIEW, UserAccount.class));
    }

    @EventHandler
    void on(UserRegistered event, Position position, @Timestamp Instant time) {
        profiles.add(
                event.user(),
                position,
                new UserAccount(event.user(), event.tenant(), event.profile(), null, time, time, event.language()));
    }

    @EventHandler
    void on(EmailVerified event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withVerifiedEmail(time));
    }

    @EventHandler
    void on(PasswordChanged event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withUpdatedAt(time));
    }

    @EventHandler
    void on(UserRenamed event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withName(event.name(), time));
    }

    @EventHandler
    void on(LanguageChanged event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withLanguage(event.language(), time));
    }

    @EventHandler
    void on(EmailChanged event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withEmail(event.email(), time));
    }

    @EventHandler
    void on(EmailChangeUndone event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withUnverifiedEmail(event.email(), time));
    }

    @EventHandler
    void on(AccountReclaimed event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withUpdatedAt(time));
    }

    @EventHandler
    void on(UserErased event) {
        profiles.remove(event.user());
    }

    @EventHandler
    void on(PasswordReset event, Position position, @Timestamp Instant time) {
        profiles.change(event.user(), position, account -> account.withUpdatedAt(time));
    }

    @QueryHandler
    FoundUser handle(FindUser query) {
        return new FoundUser(profiles.find(query.user())
                .filter(account -> !account.profile().email().isErased()));
    }
}
