package org.keyledger.gateway.ratelimit;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.LoginAttempts.LoginAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits wrong attempts, also parallel ones. Each attempt is stored before it is checked, and removed if it is right. If
 * the limit is reached by attempts that are still being checked, the next one waits, so that a right one is not refused
 * because of parallel attempts.
 */
final class AttemptLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptLimiter.class);
    private static final int MAX_WAITING = 32;
    private static final long WAIT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long POLL_INTERVAL_MILLIS = 10;
    private static final long MIN_RETRY_AFTER_SECONDS = 1;

    private final LoginAttemptStore attemptStore;
    private final CounterKeys counterKeys;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    AttemptLimiter(LoginAttemptStore attemptStore, CounterKeys counterKeys, Clock clock) {
        this.attemptStore = attemptStore;
        this.counterKeys = counterKeys;
        this.clock = clock;
    }

    /** What is counted: the wrong attempts of a subject, by a policy with a rate. */
    record AttemptLimit(String policy, String subject, Rate rate) {}

    /**
     * Runs a check within the limit. A check that throws does not count.
     *
     * @param wrong whether the result of the check counts as wrong
     * @throws ProblemException 429 if too many were wrong, 503 if the store is unavailable; in both cases the check does
     *     not run
     */
    <T> T check(AttemptLimit limit, Supplier<T> check, Predicate<T> wrong) {
        var counterKey = counterKeys.keyOf(limit.policy(), limit.subject());
        var attempt = tryAcquire(limit, counterKey).orElseGet(() -> awaitAttempt(limit, counterKey));
        var failed = false;
        try {
            var result = check.get();
            failed = wrong.test(result);
            return result;
        } finally {
            recordResult(limit, counterKey, attempt, failed);
        }
    }

    private LoginAttempt awaitAttempt(AttemptLimit limit, String counterKey) {
        if (!waiting.tryAcquire()) {
            throw Quota.toException(MIN_RETRY_AFTER_SECONDS);
        }
        try {
            var deadline = System.nanoTime() + WAIT_TIMEOUT_NANOS;
            while (System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MILLIS);
                var attempt = tryAcquire(limit, counterKey);
                if (attempt.isPresent()) {
                    return attempt.get();
                }
            }
            throw Quota.toException(MIN_RETRY_AFTER_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.toException();
        } finally {
            waiting.release();
        }
    }

    /** Empty if the limit is reached by attempts that are still being checked. */
    private Optional<LoginAttempt> tryAcquire(AttemptLimit limit, String counterKey) {
        var rate = limit.rate();
        var now = clock.millis();
        var attempt = new LoginAttempt(UUID.randomUUID().toString().substring(0, 8), now, false);
        var attempts = update(
                limit,
                counterKey,
                it -> it.inWindow(rate.window().toMillis(), now).with(attempt, rate.calls()));
        if (attempts.attempts().contains(attempt)) {
            return Optional.of(attempt);
        }
        var failures = attempts.failureTimes(now);
        if (failures.length >= rate.calls()) {
            var freeAt =
                    failures[failures.length - rate.calls()] + rate.window().toMillis();
            throw Quota.toException(Math.max(MIN_RETRY_AFTER_SECONDS, (freeAt - now + 999) / 1000));
        }
        return Optional.empty();
    }

    private LoginAttempts update(AttemptLimit limit, String counterKey, UnaryOperator<LoginAttempts> change) {
        try {
            return attemptStore.update(counterKey, limit.rate().window(), change);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RateLimiter.toException(limit.policy(), e);
        }
    }

    /** If this fails, the attempt stays stored and counts as wrong after its timeout. */
    private void recordResult(AttemptLimit limit, String counterKey, LoginAttempt attempt, boolean failed) {
        try {
            update(limit, counterKey, it -> failed ? it.markFailed(attempt) : it.without(attempt));
        } catch (ProblemException e) {
            LOG.warn(
                    "Could not update attempts of limit {}, a {} one counts as wrong",
                    limit.policy(),
                    failed ? "wrong" : "right");
        }
    }
}
