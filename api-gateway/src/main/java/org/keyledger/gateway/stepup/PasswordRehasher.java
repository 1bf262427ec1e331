package org.keyledger.gateway.stepup;

import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserCommand.RehashPassword;

/**
 * Makes the hash of a password anew once the way or the cost of hashing has changed; only at a log-in is the password
 * there to do it. Nobody waits for it, and where there is no room it waits for the next log-in.
 */
final class PasswordRehasher {

    private final Commands commands;
    private final PasswordHasher passwordHasher;
    private final PostResponseExecutor postResponseExecutor;

    PasswordRehasher(Commands commands, PasswordHasher passwordHasher, PostResponseExecutor postResponseExecutor) {
        this.commands = commands;
        this.passwordHasher = passwordHasher;
        this.postResponseExecutor = postResponseExecutor;
    }

    void rehashIfOutdated(Login account, Password password) {
        if (passwordHasher.isOutdated(account.password())) {
            postResponseExecutor.submit(() -> rehash(account, password));
        }
    }

    /** The version is the one that the password was right for: a password that was changed meanwhile stays. */
    private void rehash(Login account, Password password) {
        var hash = passwordHasher.hash(password);
        commands.actingAs(account.user()).send(new RehashPassword(account.user(), account.credential(), hash));
    }
}
