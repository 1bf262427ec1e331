package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.user.FormerAddresses.FormerAddress;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;

/**
 * Handles the command that takes a former address back: its claim and the end of every session are in one commit with
 * the release of each address that the account had since.
 */
final class EmailChangeUndoCommandHandler {

    private final EmailClaimRegistry claims;
    private final Repository<User> users;
    private final Clock clock;

    EmailChangeUndoCommandHandler(EmailClaimRegistry claims, Repository<User> users, Clock clock) {
        this.claims = claims;
        this.users = users;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(UndoEmailChange command) throws Exception {
        var now = clock.instant();
        var user = users.load(command.user().toString());
        var formers = user.invoke(User::formerAddresses);
        if (formers.isUndone(command, now)) {
            return noChange();
        }
        var former = formers.findUndoable(command, now);
        return former.isPresent() ? undo(user, former.get(), command) : refuse(Refusal.INVALID_TOKEN);
    }

    private Decision undo(Aggregate<User> user, FormerAddress former, UndoEmailChange command) throws Exception {
        var email = former.email();
        var claim = claims.findAvailableClaim(email.hmac(), command.user(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.INVALID_TOKEN); // the clock was set back after another account got the address
        }
        claims.release(user.invoke(User::email).claim());
        user.invoke(User::formerAddresses).claimsAfter(former).forEach(claims::release);
        if (!claim.get().isRetained()) {
            claims.release(email.claim());
        }
        claims.createClaim(claim.get(), command.user(), email.hmac());
        user.execute(aggregate -> aggregate.undoEmailChange(
                command.request(), new ClaimedEmail(claim.get().id(), email.hmac(), email.address())));
        return done();
    }
}
