package org.keyledger.command.user;

import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserId;

/**
 * Handles password resets and the takeover of an account by the reader of its mails. Until the ownership of the address
 * is proved, another person may have created the account and added credentials, which would let that person in or keep
 * the owner out: they are removed in the same commit.
 */
final class PasswordResetCommandHandler {

    private final Repository<User> users;
    private final List<UnprovedCredentialRemover> removers;
    private final Clock clock;

    PasswordResetCommandHandler(Repository<User> users, List<UnprovedCredentialRemover> removers, Clock clock) {
        this.users = users;
        this.removers = List.copyOf(removers);
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(ResetPassword command) throws Exception {
        var user = users.load(command.user().toString());
        var ownershipProved = user.invoke(User::ownershipProved);
        var decision = user.invoke(it -> it.resetPassword(command, clock.instant()));
        if (decision instanceof Decision.Done && !ownershipProved) {
            removeUnproved(command.user());
        }
        return decision;
    }

    @CommandHandler
    Decision handle(ReclaimAccount command) throws Exception {
        var decision = users.load(command.user().toString()).invoke(User::reclaim);
        if (decision instanceof Decision.Done) {
            removeUnproved(command.user());
        }
        return decision;
    }

    private void removeUnproved(UserId user) throws Exception {
        for (var remover : removers) {
            remover.removeUnproved(user);
        }
    }
}
