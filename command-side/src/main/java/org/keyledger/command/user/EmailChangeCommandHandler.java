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

/** Gives an account another address: the new claim begins and the old one ends in the commit that moves it. */
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
        var until = clock.instant().plus(settings.lifetime());
        return user.invoke(it -> it.requestEmailChange(command, link, until));
    }

    private Decision changeWithoutVerification(Aggregate<User> user, ChangeEmail command) throws Exception {
        var claim = claims.findAvailableClaim(command.emailHmac(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.EMAIL_TAKEN);
        }
        claims.release(user.invoke(User::email).claim());
        claims.createClaim(claim.get(), command.user(), command.emailHmac());
        user.execute(it -> it.changeEmail(null, new ClaimedEmail(claim.get(), command.emailHmac(), command.email())));
        return done();
    }

    @CommandHandler
    Decision handle(ConfirmEmailChange command) throws Exception {
        var user = users.load(command.user().toString());
        var confirmed = user.invoke(it -> it.findConfirmedEmail(command, clock.instant()));
        if (confirmed.isEmpty()) {
            return refuse(Refusal.INVALID_TOKEN); // used, retired, too old or made up: one answer
        }
        var wanted = confirmed.get();
        var claim = claims.findAvailableClaim(wanted.emailHmac(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.INVALID_TOKEN); // somebody was faster, and who that is stays untold
        }
        claims.release(user.invoke(User::email).claim());
        claims.createClaim(claim.get(), command.user(), wanted.emailHmac());
        user.execute(it ->
                it.changeEmail(command.request(), new ClaimedEmail(claim.get(), wanted.emailHmac(), wanted.email())));
        return done();
    }
}
