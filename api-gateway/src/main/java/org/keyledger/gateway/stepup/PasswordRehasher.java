package org.keyledger.gateway.stepup;

import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserCommand.RehashPassword;

/**
 * Replaces the hash of a password after the scheme or the cost of hashing has changed, which is possible only while the
 * plain password is known. It runs after the response; if the queue is full, the next login tries again.
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
        var stored = account.password();
        if (stored != null && passwordHasher.isOutdated(stored)) {
            postResponseExecutor.submit(() -> rehash(account, password));
        }
    }

    /** Names the credential version that was checked, so that a password changed in the meantime is not overwritten. */
    private void rehash(Login account, Password password) {
        var hash = passwordHasher.hash(password);
        commands.actingAs(RequestActor.service()).send(new RehashPassword(account.user(), account.credential(), hash));
    }
}
