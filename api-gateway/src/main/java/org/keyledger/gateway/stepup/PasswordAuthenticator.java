package org.keyledger.gateway.stepup;

import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.FailedLoginLimiter;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserQuery.FindLogin;

/** Compares a password with an account's: the one place where a wrong one is noticed, on whichever door it comes. */
public final class PasswordAuthenticator {

    private final Queries queries;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final FailedLoginLimiter failedLoginLimiter;
    private final PasswordRehasher passwordRehasher;
    private final Commands commands;
    private final PostResponseExecutor postResponseExecutor;

    PasswordAuthenticator(
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            FailedLoginLimiter failedLoginLimiter,
            PasswordRehasher passwordRehasher,
            Commands commands,
            PostResponseExecutor postResponseExecutor) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.failedLoginLimiter = failedLoginLimiter;
        this.passwordRehasher = passwordRehasher;
        this.commands = commands;
        this.postResponseExecutor = postResponseExecutor;
    }

    /**
     * The account behind the address, at the version of the credential that the password was right for.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-credentials}: the same, and after the
     *     same time, for a wrong password and for an address without an account; 429 after too many wrong ones
     */
    public Login require(EmailAddress email, Password password) {
        passwordHasher.requireCapacity();
        var hmac = emailHasher.hmac(email);
        var login = queries.ask(new FindLogin(hmac)).login();
        var right =
                failedLoginLimiter.checkAttempt(hmac, () -> passwordHasher.match(password, login.map(Login::password)));
        if (!right) {
            postResponseExecutor.submit(() -> commands.send(new RecordFailedLogin(hmac)));
        }
        var account = login.filter(it -> right).orElseThrow(Problem.INVALID_CREDENTIALS::toException);
        passwordRehasher.rehashIfOutdated(account, password);
        return account;
    }
}
