package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.UserCommand.SecureAccount;

/**
 * Handles what the owner of an account does about something that a notice reports and that they did not do. The ways to
 * log in that were added as shortly before as the link works are removed in the same commit.
 */
final class SecureAccountCommandHandler {

    private final Repository<User> users;
    private final List<RecentCredentialRemover> removers;
    private final MailedLinkSettings settings;
    private final Clock clock;

    SecureAccountCommandHandler(
            Repository<User> users, List<RecentCredentialRemover> removers, MailedLinkSettings settings, Clock clock) {
        this.users = users;
        this.removers = removers;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(SecureAccount command) {
        var now = clock.instant();
        if (!now.isBefore(command.notice().requestedAt().plus(SecureAccount.WINDOW))) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        var user = users.load(command.user().toString());
        if (user.invoke(it -> it.isSecured(command))) {
            return noChange(); // the owner repeats the request, or uses the link of another notice of the same time
        }
        user.execute(it -> it.secure(command, now.plus(settings.resetLifetime())));
        removers.forEach(it -> it.removeAddedSince(command.user(), now.minus(SecureAccount.WINDOW)));
        return done();
    }
}
