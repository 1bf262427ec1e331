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
 * Limits the wrong passwords per account, also for parallel attempts. Each attempt is stored before its password is
 * checked, and removed if the password is right. If the limit is reached by attempts that are still being checked, the
 * next one waits, so that a right password is not refused because of parallel attempts.
 */
public final class FailedLoginLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(FailedLoginLimiter.class);
    private static final String POLICY = "failed-log-in";
    private static final int MAX_WAITING = 32;
    private static final long WAIT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long POLL_INTERVAL_MILLIS = 10;
    private static final long MIN_RETRY_AFTER_SECONDS = 1;

    private final LoginAttemptStore attemptStore;
    private final KnownDevices devices;
    private final CounterKeys counterKeys;
    private final RateLimitSettings settings;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    FailedLoginLimiter(
            LoginAttemptStore attemptStore,
            KnownDevices devices,
            CounterKeys counterKeys,
            RateLimitSettings settings,
            Clock clock) {
        this.attemptStore = attemptStore;
        this.devices = devices;
        this.counterKeys = counterKeys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Checks a password within the limit. Addresses without an account are limited in the same way. A device that gave
     * the right password before has a limit of its own: strangers must not keep an owner out.
     *
     * @param client an IPv4 address or the /64 network of an IPv6 address
     * @param passwordCheck true if the password is right
     * @return the result of the check
     * @throws ProblemException 429 if too many passwords were wrong, 503 if the store is unavailable; in both cases the
     *     password is not checked
     */
    public boolean checkAttempt(EmailHmac account, String client, BooleanSupplier passwordCheck) {
        if (!settings.enabled()) {
            return passwordCheck.getAsBoolean();
        }
        var device = devices.isKnown(account, client) ? " " + client : "";
        var counterKey = counterKeys.keyOf(POLICY, account.value() + device);
        var attempt = acquire(counterKey);
        var failed = false;
        try {
            failed = !passwordCheck.getAsBoolean();
        } finally {
            recordResult(counterKey, attempt, failed);
        }
        if (!failed) {
            devices.add(account, client);
        }
        return !failed;
    }

    private LoginAttempt acquire(String counterKey) {
        return tryAcquire(counterKey).orElseGet(() -> awaitAttempt(counterKey));
    }

    private LoginAttempt awaitAttempt(String counterKey) {
        if (!waiting.tryAcquire()) {
            throw Quota.toException(MIN_RETRY_AFTER_SECONDS);
        }
        try {
            var deadline = System.nanoTime() + WAIT_TIMEOUT_NANOS;
            while (System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MILLIS);
                var attempt = tryAcquire(counterKey);
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
    private Optional<LoginAttempt> tryAcquire(String counterKey) {
        var rate = settings.failedLogIn();
        var now = clock.millis();
        var attempt = new LoginAttempt(UUID.randomUUID().toString().substring(0, 8), now, false);
        var attempts = update(
                counterKey, it -> it.inWindow(rate.window().toMillis(), now).with(attempt, rate.calls()));
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

    private LoginAttempts update(String counterKey, UnaryOperator<LoginAttempts> change) {
        try {
            return attemptStore.update(counterKey, settings.failedLogIn().window(), change);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RateLimiter.toException(POLICY, e);
        }
    }

    /** If this fails, the attempt stays stored and counts as wrong after its timeout. */
    private void recordResult(String counterKey, LoginAttempt attempt, boolean failed) {
        try {
            update(counterKey, it -> failed ? it.markFailed(attempt) : it.without(attempt));
        } catch (ProblemException e) {
            LOG.warn("Could not update login attempts, a {} password counts as wrong", failed ? "wrong" : "right");
        }
    }
}
