package org.keyledger.query.user;

import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.FoundLogin;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindPassword;
import org.keyledger.kernel.user.UserQuery.FoundPassword;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModelProgress;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Projects the credentials that log-ins are verified against, found by the HMAC of the e-mail address. */
final class CredentialProjection {

    static final String VIEW = "credentials";
    private static final String BY_EMAIL = "email";

    private final View<CredentialView> credentials;
    private final ReadModelProgress progress;

    CredentialProjection(ReadModels models) {
        this.credentials = models.view(
                ViewDefinition.of(VIEW, CredentialView.class).unique(BY_EMAIL, CredentialView::emailIndexKey));
        this.progress = models.progress();
    }

    @EventHandler
    void on(UserRegistered event, Position position) {
        credentials.put(event.user(), position, CredentialView.of(event));
    }

    @EventHandler
    void on(EmailVerified event, Position position) {
        credentials.change(event.user(), position, credential -> credential.after(event));
    }

    @EventHandler
    void on(EmailOwnershipProved event, Position position) {
        credentials.change(event.user(), position, credential -> credential.after(event));
    }

    @EventHandler
    void on(PasswordChanged event, Position position) {
        changePassword(event, event.password(), position);
    }

    @EventHandler
    void on(PasswordReset event, Position position) {
        changePassword(event, event.password(), position);
    }

    @EventHandler
    void on(PasswordRehashed event, Position position) {
        changePassword(event, event.password(), position);
    }

    @EventHandler
    void on(AccountReclaimed event, Position position) {
        changePassword(event, null, position);
    }

    private void changePassword(UserEvent event, @Nullable PasswordHash password, Position position) {
        credentials.change(
                event.user(),
                position,
                credential -> credential.withPassword(password).after(event));
    }

    @EventHandler
    void on(AccountSecured event, Position position) {
        credentials.change(event.user(), position, credential -> credential.after(event));
    }

    @EventHandler
    void on(OtherSessionsEnded event, Position position) {
        credentials.change(event.user(), position, credential -> credential.after(event));
    }

    @EventHandler
    void on(EmailChanged event, Position position) {
        credentials.change(
                event.user(),
                position,
                credential -> credential.withEmail(event.emailHmac()).after(event));
    }

    @EventHandler
    void on(EmailChangeUndone event, Position position) {
        credentials.change(
                event.user(),
                position,
                credential -> credential.withEmail(event.emailHmac()).after(event));
    }

    @EventHandler
    void on(UserErased event) {
        credentials.remove(event.user());
    }

    @QueryHandler
    FoundPassword handle(FindPassword query) {
        Optional<CredentialView> found = credentials.find(query.user());
        return new FoundPassword(
                found.filter(credential -> credential.password() != null).isPresent());
    }

    /**
     * Waits for the ledger's head, so that a new password works, and an old one fails, immediately. If the read models
     * are late, a password can still be proved: the command that follows checks its version. Takes as long for an address
     * without an account as for one with an account.
     */
    @QueryHandler
    FoundLogin handle(FindLogin query) {
        var current = progress.awaitHead();
        return new FoundLogin(
                credentials
                        .findUniqueInConstantTime(BY_EMAIL, query.email().value())
                        .filter(Predicate.not(CredentialView::isErased))
                        .map(CredentialView::toLogin),
                current);
    }
}
