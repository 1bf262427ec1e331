package org.keyledger.gateway.ratelimit;

import java.util.Optional;
import java.util.function.Supplier;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.AttemptLimiter.AttemptLimit;
import org.keyledger.kernel.user.UserId;

/** Limits the wrong codes of second factors, per account and per log-in, also for parallel attempts. */
public final class WrongCodeLimiter {

    private static final String BY_ACCOUNT = "wrong-code";
    private static final String BY_MAGIC_LINK = "wrong-code-of-magic-link";
    private static final String BY_LOG_IN = "wrong-code-of-log-in";

    private final AttemptLimiter attempts;
    private final RateLimitSettings settings;

    WrongCodeLimiter(AttemptLimiter attempts, RateLimitSettings settings) {
        this.attempts = attempts;
        this.settings = settings;
    }

    /**
     * Checks a code within the limit of its account.
     *
     * @param check empty if the code is wrong
     * @throws ProblemException 401 {@code wrong-code}, 429 if too many codes were wrong, 503 if the store is unavailable;
     *     in the last two cases the code is not checked
     */
    public <T> T check(UserId user, Supplier<Optional<T>> check) {
        return limited(BY_ACCOUNT, user.toString(), settings.wrongCode(), check)
                .orElseThrow(Problem.WRONG_CODE::toException);
    }

    /**
     * Checks a code within the limits of its account and of its log-in.
     *
     * @param logIn id of the partial token
     * @throws ProblemException as {@link #check(UserId, Supplier)}, and 401 {@code invalid-partial-token} if too many
     *     codes of this log-in were wrong
     */
    public <T> T check(UserId user, String logIn, Supplier<Optional<T>> check) {
        return check(user, () -> checkLogIn(logIn, check));
    }

    /**
     * Checks a code within the limit of its magic link, which is that of a log-in.
     *
     * @param link id of its request
     * @throws ProblemException 401 {@code wrong-code}, and 400 {@code invalid-token} if too many codes of this link were
     *     wrong
     */
    public <T> T checkMagicLink(String link, Supplier<Optional<T>> check) {
        try {
            return limited(BY_MAGIC_LINK, link, settings.wrongCodeOfLogIn(), check)
                    .orElseThrow(Problem.WRONG_CODE::toException);
        } catch (ProblemException e) {
            throw e.problem() == Problem.TOO_MANY_REQUESTS ? Problem.INVALID_TOKEN.toException() : e;
        }
    }

    private <T> Optional<T> checkLogIn(String logIn, Supplier<Optional<T>> check) {
        try {
            return limited(BY_LOG_IN, logIn, settings.wrongCodeOfLogIn(), check);
        } catch (ProblemException e) {
            throw e.problem() == Problem.TOO_MANY_REQUESTS ? Problem.INVALID_PARTIAL_TOKEN.toException() : e;
        }
    }

    private <T> Optional<T> limited(String policy, String subject, Rate rate, Supplier<Optional<T>> check) {
        return settings.enabled()
                ? attempts.check(new AttemptLimit(policy, subject, rate), check, Optional::isEmpty)
                : check.get();
    }
}
