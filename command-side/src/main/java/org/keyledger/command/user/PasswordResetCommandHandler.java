package org.keyledger.command.user;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCommandHandler;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.user.UserCommand.ResetPassword;

/**
 * Handles the command that sets a new password with a mailed link. Anybody can sign up with somebody else's address: if
 * the link is the first proof of the address, keys created before may belong to another person and are revoked in the
 * same commit that ends the sessions.
 */
final class PasswordResetCommandHandler {

    private final Repository<User> users;
    private final ApiKeyCommandHandler apiKeys;
    private final Clock clock;

    PasswordResetCommandHandler(Repository<User> users, ApiKeyCommandHandler apiKeys, Clock clock) {
        this.users = users;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(ResetPassword command) throws Exception {
        var user = users.load(command.user().toString());
        var tenant = user.invoke(User::unverifiedTenant);
        var decision = user.invoke(aggregate -> aggregate.reset(command, clock.instant()));
        if (tenant.isPresent() && decision instanceof Decision.Done) {
            for (var key : command.keys()) {
                apiKeys.revoke(new RevokeApiKey(key, tenant.get()));
            }
        }
        return decision;
    }
}
