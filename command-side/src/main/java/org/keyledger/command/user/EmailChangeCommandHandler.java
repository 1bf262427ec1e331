package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.emailclaim.EmailClaimRegistry.AvailableClaim;
import org.keyledger.command.session.EndedSessions;
import org.keyledger.command.user.PendingLinks.PendingEmailChange;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserEvent.EmailChanged;

/**
 * Handles the commands that change an account's address: the new claim is created and the old one retained for an undo,
 * or released if the service sends no mail, in the same commit. A change is dropped with the session that requested it;
 * a session that was ended on another node in the same moment is found by the confirmation.
 */
final class EmailChangeCommandHandler {

    private final EmailClaimRegistry claims;
    private final Repository<User> users;
    private final EndedSessions endedSessions;
    private final MailedLinkSettings settings;
    private final Clock clock;

    EmailChangeCommandHandler(
            EmailClaimRegistry claims,
            Repository<User> users,
            EndedSessions endedSessions,
            MailedLinkSettings settings,
            Clock clock) {
        this.claims = claims;
        this.users = users;
        this.endedSessions = endedSessions;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(ChangeEmail command) throws Exception {
        var user = users.load(command.user().toString());
        if (!user.invoke(User::credential).isAt(command.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        if (endedSessions.contains(command.session())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        if (user.invoke(User::email).hmac().equals(command.emailHmac())) {
            return noChange();
        }
        var links = command.links();
        if (links == null) {
            return changeWithoutVerification(user, command);
        }
        var expiresAt = clock.instant().plus(settings.lifetime());
        return user.invoke(aggregate -> aggregate.requestEmailChange(command, links, expiresAt));
    }

    private Decision changeWithoutVerification(Aggregate<User> user, ChangeEmail command) throws Exception {
        var claim = claims.findAvailableClaim(command.emailHmac(), command.user(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.EMAIL_TAKEN);
        }
        claims.release(user.invoke(User::email).claim());
        claims.createClaim(claim.get(), command.user(), command.emailHmac());
        user.execute(aggregate ->
                aggregate.changeEmail(new ClaimedEmail(claim.get().id(), command.emailHmac(), command.email())));
        return done();
    }

    @CommandHandler
    Decision handle(ConfirmEmailChange command) throws Exception {
        var now = clock.instant();
        var user = users.load(command.user().toString());
        var confirmed = user.invoke(aggregate -> aggregate.findConfirmedEmail(command, now));
        if (confirmed.isEmpty() || endedSessions.contains(confirmed.get().session())) {
            // does not reveal whether the link was used, replaced, dropped, expired or never issued
            return refuse(Refusal.INVALID_TOKEN);
        }
        var pendingChange = confirmed.get();
        var claim = claims.findAvailableClaim(pendingChange.emailHmac(), command.user(), command.claim());
        if (claim.isEmpty()) {
            // does not reveal that another account has claimed the address meanwhile
            return refuse(Refusal.INVALID_TOKEN);
        }
        change(user, command, pendingChange, claim.get(), now);
        return done();
    }

    private void change(
            Aggregate<User> user,
            ConfirmEmailChange command,
            PendingEmailChange pendingChange,
            AvailableClaim claim,
            Instant now)
            throws Exception {
        var undoUntil = now.plus(EmailChanged.UNDO_WINDOW);
        user.invoke(User::formerAddresses).expiredClaims(now).forEach(claims::release);
        claims.retain(user.invoke(User::email).claim(), undoUntil);
        claims.createClaim(claim, command.user(), pendingChange.emailHmac());
        user.execute(aggregate -> aggregate.changeEmail(
                command, new ClaimedEmail(claim.id(), pendingChange.emailHmac(), pendingChange.email()), undoUntil));
    }
}
