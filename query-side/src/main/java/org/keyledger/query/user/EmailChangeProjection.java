package org.keyledger.query.user;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindPendingEmailChange;
import org.keyledger.kernel.user.UserQuery.FoundEmailChange;
import org.keyledger.kernel.user.UserQuery.PendingEmailChange;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ExpiringProjection;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;
import org.keyledger.query.restore.RestoreMarks;

/**
 * Projects the changes of address that wait for their confirmation, at most one for each user. A change ends with the
 * session that requested it, so that a restore ends all of them.
 */
final class EmailChangeProjection implements ExpiringProjection {

    static final String VIEW = "email-changes";

    private final View<EmailChangeView> changes;
    private final RestoreMarks restores;
    private final Clock clock;

    EmailChangeProjection(ReadModels models, Clock clock) {
        this.changes = models.view(
                ViewDefinition.of(VIEW, EmailChangeView.class).expiring(change -> Optional.of(change.expiresAt())));
        this.restores = new RestoreMarks(models);
        this.clock = clock;
    }

    @EventHandler
    void on(EmailChangeRequested event, Position position, @Timestamp Instant time) {
        var change = new EmailChangeView(event.user(), event.email(), time, event.expiresAt(), position.value());
        changes.put(event.user(), position, change);
    }

    @EventHandler
    void on(EmailChangeCancelled event) {
        drop(event.user());
    }

    @EventHandler
    void on(EmailChanged event) {
        drop(event.user());
    }

    @EventHandler
    void on(EmailChangeUndone event) {
        drop(event.user());
    }

    @EventHandler
    void on(PasswordReset event) {
        drop(event.user());
    }

    @EventHandler
    void on(PasswordChanged event) {
        drop(event.user());
    }

    @EventHandler
    void on(OtherSessionsEnded event) {
        drop(event.user());
    }

    @EventHandler
    void on(AccountReclaimed event) {
        drop(event.user());
    }

    @EventHandler
    void on(AccountSecured event) {
        drop(event.user());
    }

    @EventHandler
    void on(UserErased event) {
        drop(event.user());
    }

    private void drop(UserId user) {
        changes.remove(user);
    }

    @Override
    public int removeEnded(Instant now, int limit) {
        return changes.removeEnded(now, limit, change -> {});
    }

    @QueryHandler
    FoundEmailChange handle(FindPendingEmailChange query) {
        Optional<EmailChangeView> found = changes.find(query.user());
        return new FoundEmailChange(found.filter(change -> !change.email().isErased())
                .filter(change -> clock.instant().isBefore(change.expiresAt()))
                .filter(change -> change.position() >= restores.sessionsEndedAt())
                .map(change -> new PendingEmailChange(change.email(), change.requestedAt(), change.expiresAt())));
    }
}
