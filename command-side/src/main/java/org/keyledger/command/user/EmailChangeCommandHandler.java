package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;

/**
 * Handles the commands that change an account's address: the new claim is created and the old one released in the same
 * commit.
 */
final class EmailChangeCommandHandler {

    private final EmailClaimRegistry claims;
    private final Repository<User> users;
    private final MailedLinkSettings settings;
    private final Clock clock;

    EmailChangeCommandHandler(
            EmailClaimRegistry claims, Repository<User> users, MailedLinkSettings settings, Clock clock) {
        this.claims = claims;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(ChangeEmail command) throws Exception {
        var user = users.load(command.user().toString());
        if (!user.invoke(User::credential).isAt(command.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        if (user.invoke(User::email).hmac().equals(command.emailHmac())) {
            return noChange();
        }
        var link = command.link();
        if (link == null) {
            return changeWithoutVerification(user, command);
        }
        var expiresAt = clock.instant().plus(settings.lifetime());
        return user.invoke(aggregate -> aggregate.requestEmailChange(command, link, expiresAt));
    }

    private Decision changeWithoutVerification(Aggregate<User> user, ChangeEmail command) throws Exception {
        var claim = claims.findAvailableClaim(command.emailHmac(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.EMAIL_TAKEN);
        }
        claims.release(user.invoke(User::email).claim());
        claims.createClaim(claim.get(), command.user(), command.emailHmac());
        user.execute(aggregate ->
                aggregate.changeEmail(null, new ClaimedEmail(claim.get(), command.emailHmac(), command.email()), null));
        return done();
    }

    @CommandHandler
    Decision handle(ConfirmEmailChange command) throws Exception {
        var user = users.load(command.user().toString());
        var confirmed = user.invoke(aggregate -> aggregate.findConfirmedEmail(command, clock.instant()));
        if (confirmed.isEmpty()) {
            // does not reveal whether the link was used, replaced, expired or never issued
            return refuse(Refusal.INVALID_TOKEN);
        }
        var pendingChange = confirmed.get();
        var claim = claims.findAvailableClaim(pendingChange.emailHmac(), command.claim());
        if (claim.isEmpty()) {
            // does not reveal that another account has claimed the address meanwhile
            return refuse(Refusal.INVALID_TOKEN);
        }
        claims.release(user.invoke(User::email).claim());
        claims.createClaim(claim.get(), command.user(), pendingChange.emailHmac());
        user.execute(aggregate -> aggregate.changeEmail(
                command.request(),
                new ClaimedEmail(claim.get(), pendingChange.emailHmac(), pendingChange.email()),
                command.session()));
        return done();
    }
}
