package org.keyledger.gateway.stepup;

import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.FailedLoginLimiter;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundLogin;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserQuery.FindLogin;

/** Checks the password of an account, for login and step-up. Wrong passwords are counted and recorded only here. */
public final class PasswordAuthenticator {

    private final Queries queries;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final RateLimiter limiter;
    private final FailedLoginLimiter failedLoginLimiter;
    private final PasswordRehasher passwordRehasher;
    private final Commands commands;
    private final PostResponseExecutor postResponseExecutor;

    PasswordAuthenticator(
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            RateLimiter limiter,
            FailedLoginLimiter failedLoginLimiter,
            PasswordRehasher passwordRehasher,
            Commands commands,
            PostResponseExecutor postResponseExecutor) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.limiter = limiter;
        this.failedLoginLimiter = failedLoginLimiter;
        this.passwordRehasher = passwordRehasher;
        this.commands = commands;
        this.postResponseExecutor = postResponseExecutor;
    }

    /**
     * Returns the account of the address, with the credential version that was checked.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-credentials}, the same and after the
     *     same time for a wrong password and for an address without an account; 429 after too many wrong passwords; 503
     *     {@code not-seen-yet} instead of 401 while the read models are late
     */
    public Login require(EmailAddress email, Password password) {
        passwordHasher.requireCapacity();
        var hmac = emailHasher.hmac(email);
        var found = queries.ask(new FindLogin(hmac));
        var login = found.login();
        var matches = failedLoginLimiter.checkAttempt(
                hmac, limiter.currentClient(), () -> passwordHasher.match(password, login.map(Login::password)));
        if (!matches) {
            recordFailure(hmac);
            requireCurrent(found);
        }
        var account = login.filter(it -> matches).orElseThrow(Problem.INVALID_CREDENTIALS::toException);
        passwordRehasher.rehashIfOutdated(account, password);
        return account;
    }

    /** Limited by client address, with and without an account alike, so that nobody can fill the ledger. */
    private void recordFailure(EmailHmac email) {
        if (limiter.tryAcquireByClient(Limit.RECORDED_FAILURE)) {
            postResponseExecutor.submit(() -> commands.send(new RecordFailedLogin(email)));
        }
    }

    /** A late read model may lack the account or the latest password, so that a mismatch with it is no refusal. */
    private static void requireCurrent(FoundLogin found) {
        if (!found.current()) {
            throw Problem.NOT_SEEN_YET.toException();
        }
    }
}
