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
    private final EmailHasher addresses;
    private final PasswordHasher passwords;
    private final FailedLoginLimiter guesses;
    private final PasswordRehasher rehashing;
    private final Commands commands;
    private final PostResponseExecutor afterwards;

    PasswordAuthenticator(
            Queries queries,
            EmailHasher addresses,
            PasswordHasher passwords,
            FailedLoginLimiter guesses,
            PasswordRehasher rehashing,
            Commands commands,
            PostResponseExecutor afterwards) {
        this.queries = queries;
        this.addresses = addresses;
        this.passwords = passwords;
        this.guesses = guesses;
        this.rehashing = rehashing;
        this.commands = commands;
        this.afterwards = afterwards;
    }

    /**
     * The account behind the address, at the version of the credential that the password was right for.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-credentials}: the same, and after the
     *     same time, for a wrong password and for an address without an account; 429 after too many wrong ones
     */
    public Login require(EmailAddress email, Password password) {
        passwords.requireRoom();
        var hmac = addresses.hmac(email);
        var login = queries.ask(new FindLogin(hmac)).login();
        var right = guesses.isRight(hmac, () -> passwords.match(password, login.map(Login::password)));
        if (!right) {
            afterwards.take(() -> commands.send(new RecordFailedLogin(hmac)));
        }
        var account = login.filter(it -> right).orElseThrow(Problem.INVALID_CREDENTIALS::found);
        rehashing.ifOutdated(account, password);
        return account;
    }
}
