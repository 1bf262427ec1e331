package org.keyledger.command.user;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.user.UserCommand.ResetPassword;

/**
 * Handles password resets. Until the ownership of the address is proved, another person may have created the account and
 * enrolled a second factor, which would keep the owner out: the reset turns it off in the same commit.
 */
final class PasswordResetCommandHandler {

    private final Repository<User> users;
    private final SecondFactorRemover factors;
    private final Clock clock;

    PasswordResetCommandHandler(Repository<User> users, SecondFactorRemover factors, Clock clock) {
        this.users = users;
        this.factors = factors;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(ResetPassword command) {
        var user = users.load(command.user().toString());
        var ownershipProved = user.invoke(User::ownershipProved);
        var decision = user.invoke(it -> it.resetPassword(command, clock.instant()));
        if (decision instanceof Decision.Done && !ownershipProved) {
            factors.removeUnproved(command.user());
        }
        return decision;
    }
}
