package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.util.Optional;
import org.keyledger.gateway.idempotency.Replay;
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
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.user.CredentialVersion;
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
    private final Clock clock;

    PasswordAuthenticator(
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            RateLimiter limiter,
            FailedLoginLimiter failedLoginLimiter,
            PasswordRehasher passwordRehasher,
            Commands commands,
            PostResponseExecutor postResponseExecutor,
            Clock clock) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.limiter = limiter;
        this.failedLoginLimiter = failedLoginLimiter;
        this.passwordRehasher = passwordRehasher;
        this.commands = commands;
        this.postResponseExecutor = postResponseExecutor;
        this.clock = clock;
    }

    /**
     * Returns the user of the address, proved at the credential version that was checked.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-credentials}, the same and after the
     *     same time for a wrong password and for an address without an account; 429 after too many wrong passwords; 503
     *     {@code not-seen-yet} instead of 401 while the read models are late
     */
    public ProvedUser require(EmailAddress email, Password password) {
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
        return prove(account);
    }

    /**
     * Returns the user that an earlier attempt of the same sign-up created.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 422 {@code idempotency-mismatch} if the password is another
     */
    public ProvedUser requireRepeated(Login created, Password password) {
        if (!passwordHasher.match(password, Optional.ofNullable(created.password()))) {
            throw Problem.IDEMPOTENCY_MISMATCH.toException();
        }
        return prove(created);
    }

    /**
     * The same while the read models are late: the replay has the body of the sign-up, and with it the password. A
     * session is refused if the password was changed since.
     */
    public ProvedUser acceptRepeated(Replay replay, Password password, boolean emailVerified) {
        var ids = replay.ids();
        return prove(new Login(
                ids.user(), ids.tenant(), passwordHasher.hash(password), CredentialVersion.FIRST, emailVerified));
    }

    private ProvedUser prove(Login account) {
        return new ProvedUser(account, Authentication.byPassword(clock.instant()));
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
