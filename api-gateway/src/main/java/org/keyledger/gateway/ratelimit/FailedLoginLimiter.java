package org.keyledger.gateway.ratelimit;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.LoginAttempts.LoginAttempt;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets so many passwords be guessed wrong of one account, and no more be evaluated, however many come at once. A place is
 * taken before a guess is evaluated and given back if it was right. While all places are taken and not all of them are
 * wrong the next guess waits: a right one is not refused because of others that are right too.
 */
public final class FailedLoginLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(FailedLoginLimiter.class);
    private static final String POLICY = "failed-log-in";
    private static final int MOST_WAITING = 32;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MILLIS = 10;
    private static final long SHORTLY = 1;

    private final LoginAttemptStore cells;
    private final CounterKeys subjects;
    private final RateLimitSettings settings;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    FailedLoginLimiter(LoginAttemptStore cells, CounterKeys subjects, RateLimitSettings settings, Clock clock) {
        this.cells = cells;
        this.subjects = subjects;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Evaluates a guess at an account, whether there is one or not.
     *
     * @return whether it was right
     * @throws ProblemException 429 if too many were wrong, 503 if the store cannot tell; then nothing was evaluated
     */
    public boolean isRight(EmailHmac account, BooleanSupplier evaluation) {
        if (!settings.enabled()) {
            return evaluation.getAsBoolean();
        }
        var cell = subjects.cell(POLICY, account.value());
        var place = take(cell);
        var wrong = false;
        try {
            wrong = !evaluation.getAsBoolean();
            return !wrong;
        } finally {
            settle(cell, place, wrong);
        }
    }

    private LoginAttempt take(String cell) {
        return tryToTake(cell).orElseGet(() -> waitFor(cell));
    }

    private LoginAttempt waitFor(String cell) {
        if (!waiting.tryAcquire()) {
            throw Quota.refusal(SHORTLY);
        }
        try {
            var end = System.nanoTime() + LONGEST_WAIT_NANOS;
            while (System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                var place = tryToTake(cell);
                if (place.isPresent()) {
                    return place.get();
                }
            }
            throw Quota.refusal(SHORTLY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.found();
        } finally {
            waiting.release();
        }
    }

    /** Empty while a place may still become free. */
    private Optional<LoginAttempt> tryToTake(String cell) {
        var rate = settings.failedLogIn();
        var now = clock.millis();
        var place = new LoginAttempt(UUID.randomUUID().toString().substring(0, 8), now, false);
        var places =
                changed(cell, it -> it.within(rate.window().toMillis(), now).with(place, rate.calls()));
        if (places.taken().contains(place)) {
            return Optional.of(place);
        }
        var wrong = places.wrongAt(now);
        if (wrong.length >= rate.calls()) {
            var free = wrong[wrong.length - rate.calls()] + rate.window().toMillis();
            throw Quota.refusal(Math.max(SHORTLY, (free - now + 999) / 1000));
        }
        return Optional.empty();
    }

    private LoginAttempts changed(String cell, UnaryOperator<LoginAttempts> change) {
        try {
            return cells.change(cell, settings.failedLogIn().window(), change);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RateLimiter.uncounted(POLICY, e);
        }
    }

    /** Where this fails the place stays taken, and counts as a wrong guess before long. */
    private void settle(String cell, LoginAttempt place, boolean wrong) {
        try {
            changed(cell, it -> wrong ? it.judged(place) : it.without(place));
        } catch (ProblemException e) {
            LOG.warn("a guess that was {} stays counted", wrong ? "wrong" : "right");
        }
    }
}
