package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WrongCodeLimiter;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.factor.FactorCommand.UseSecondFactor;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.FoundSecondFactor.EnrolledTotp;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/**
 * Checks the codes of second factors. A code that matches is accepted by the command that uses it; the command refuses a
 * code that was used before, which then counts as a wrong one.
 */
public final class SecondFactorAuthenticator {

    private final Queries queries;
    private final Commands commands;
    private final EmailHasher emailHasher;
    private final PartialTokens partialTokens;
    private final WrongCodeLimiter limiter;
    private final Clock clock;

    SecondFactorAuthenticator(
            Queries queries,
            Commands commands,
            EmailHasher emailHasher,
            PartialTokens partialTokens,
            WrongCodeLimiter limiter,
            Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.emailHasher = emailHasher;
        this.partialTokens = partialTokens;
        this.limiter = limiter;
        this.clock = clock;
    }

    /** Continues a log-in with a user who has proved both factors. */
    @FunctionalInterface
    public interface Continuation<T> {

        /** @param context what {@link PartialTokens#issue} was given */
        T logIn(ProvedUser proved, UserAccount user, String context);
    }

    /**
     * Completes the proof of a partial token with a code and continues the log-in, which uses both up.
     *
     * @param ofThisLogin whether a token with this context belongs to the kind of log-in that continues
     * @throws ProblemException 401 {@code invalid-partial-token} or {@code wrong-code}, 429 after too many wrong codes, 503
     *     {@code not-seen-yet} instead of 401 while the read models are late
     */
    public <T> T complete(
            String partialToken, SecondFactorCode code, Predicate<String> ofThisLogin, Continuation<T> continuation) {
        var token = partialTokens
                .findValid(partialToken)
                .filter(it -> ofThisLogin.test(it.context()))
                .orElseThrow(Problem.INVALID_PARTIAL_TOKEN::toException);
        var user = queries.ask(new FindUser(token.user()))
                .account()
                .orElseThrow(Problem.INVALID_PARTIAL_TOKEN::toException);
        var account = requireUnchanged(token, user);
        Continuation<T> once = (proved, profile, context) ->
                partialTokens.use(token, () -> continuation.logIn(proved, profile, context));
        return limiter.check(
                token.user(),
                token.id().toString(),
                () -> findUse(token.user(), code)
                        .flatMap(use ->
                                emptyIfWrong(() -> once.logIn(prove(token, account, use), user, token.context()))));
    }

    /** The account, if its credential is still the one that was proved. */
    private Login requireUnchanged(PartialToken token, UserAccount user) {
        var found = queries.ask(new FindLogin(emailHasher.hmac(user.profile().email())));
        return found.login()
                .filter(login ->
                        login.user().equals(token.user()) && login.credential().equals(token.credential()))
                .orElseThrow(() -> found.current()
                        ? Problem.INVALID_PARTIAL_TOKEN.toException()
                        : Problem.NOT_SEEN_YET.toException());
    }

    private ProvedUser prove(PartialToken token, Login account, FactorUse use) {
        var both = token.authentication().and(AuthenticationMethod.ONE_TIME_CODE, clock.instant());
        return new ProvedUser(account, both, use);
    }

    /**
     * Proves within a session again who the user is; uses the code up.
     *
     * @throws ProblemException 401 {@code wrong-code}, 429 after too many wrong codes, 503 {@code not-seen-yet} instead of
     *     401 while the read models are late
     */
    public void require(AuthenticatedSession session, SecondFactorCode code) {
        limiter.check(
                session.user(),
                () -> findUse(session.user(), code)
                        .flatMap(use -> emptyIfWrong(() -> commands.send(new UseSecondFactor(session, use)))));
    }

    /**
     * Checks a code of a secret that is not accepted yet, and passes on its time step.
     *
     * @throws ProblemException 401 {@code wrong-code}, 429 after too many wrong codes
     */
    public <T> T confirm(UserId user, EnrolledTotp pending, SecondFactorCode code, LongFunction<T> confirmation) {
        return limiter.check(user, () -> findStep(pending, code).map(use -> confirmation.apply(use.step())));
    }

    /** The use that a code proves; empty if it is wrong. Only the command side can check a recovery code. */
    private Optional<? extends FactorUse> findUse(UserId user, SecondFactorCode code) {
        if (!code.isTotp()) {
            return Optional.of(new FactorUse.RecoveryCode(Digest.of(code.text())));
        }
        var found = queries.ask(new FindSecondFactor(user));
        var use = found.active().flatMap(totp -> findStep(totp, code));
        if (use.isEmpty() && !found.current()) {
            throw Problem.NOT_SEEN_YET.toException(); // a late read model may lack the secret
        }
        return use;
    }

    private Optional<FactorUse.TotpStep> findStep(EnrolledTotp totp, SecondFactorCode code) {
        var step = TotpAlgorithm.findStep(totp.secret(), code.text(), clock.instant());
        return step.isPresent()
                ? Optional.of(new FactorUse.TotpStep(totp.enrolment(), step.getAsLong()))
                : Optional.empty();
    }

    private static <T> Optional<T> emptyIfWrong(Supplier<T> use) {
        try {
            return Optional.of(use.get());
        } catch (ProblemException e) {
            if (e.problem() == Problem.WRONG_CODE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
