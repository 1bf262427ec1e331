package org.keyledger.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AtomicStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Counts calls in fixed windows of the clock, in counters that all processes with the same store share. Refused calls
 * count too. A subject that has used up its limit is cached, so that its further calls do not access the store.
 */
public final class RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final int MAX_CACHED = 10_000;

    private final AtomicStore store;
    private final CounterKeys counterKeys;
    private final RateLimitSettings settings;
    private final Clock clock;
    private final Cache<String, Boolean> usedUp = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .executor(Runnable::run)
            .build();

    RateLimiter(AtomicStore store, CounterKeys counterKeys, RateLimitSettings settings, Clock clock) {
        this.store = store;
        this.counterKeys = counterKeys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts a call of the current request and writes the remaining quota to its response.
     *
     * @param subject what the limit applies to, for example a client address or a tenant
     * @throws ProblemException 429 above the limit, 503 if the store is unavailable
     */
    public void admit(Limit limit, String subject) {
        if (settings.enabled()) {
            applyQuota(count(limit.policy(), limit.rate(settings), subject));
        }
    }

    /**
     * As above, for the limit of a single API key. The call passes if the store is unavailable, so that keys can be
     * checked in that time.
     *
     * @param policy name of the limit in the response
     * @param calls at least one
     * @param window from a second to a day
     */
    public void admit(String policy, int calls, Duration window, String subject) {
        if (settings.enabled()) {
            countIfPossible(policy, new Rate(calls, window), subject).ifPresent(RateLimiter::applyQuota);
        }
    }

    /** As {@link #admit(Limit, String)}, but passes if the store is unavailable; for calls that are refused anyway. */
    public void admitIfCountable(Limit limit, String subject) {
        if (settings.enabled()) {
            countIfPossible(limit.policy(), limit.rate(settings), subject).ifPresent(RateLimiter::applyQuota);
        }
    }

    /** Counts a call without writing to the response; false above the limit or if the store is unavailable. */
    public boolean tryAcquire(Limit limit, String subject) {
        return !settings.enabled()
                || countIfPossible(limit.policy(), limit.rate(settings), subject)
                        .filter(quota -> !quota.isExceeded())
                        .isPresent();
    }

    /**
     * Refuses the current request if the limit is used up, as far as this process has counted; does not count.
     *
     * @throws ProblemException 429
     */
    public void requireUnused(Limit limit, String subject) {
        var window = Window.at(clock.millis(), limit.rate(settings));
        if (settings.enabled() && usedUp.getIfPresent(counterKey(limit.policy(), subject, window)) != null) {
            throw Quota.toException(window.secondsLeft());
        }
    }

    /** As {@link #tryAcquire}, by the client address of the current request. */
    public boolean tryAcquireByClient(Limit limit) {
        return tryAcquire(limit, currentClient());
    }

    /** The subject that the client address of the current request is counted by. */
    public String currentClient() {
        return ClientAddressFilter.of(attributes().getRequest()).rateLimitKey();
    }

    private static void applyQuota(Quota quota) {
        quota.write(response());
        if (quota.isExceeded()) {
            throw quota.toException();
        }
    }

    private Optional<Quota> countIfPossible(String policy, Rate rate, String subject) {
        try {
            return Optional.of(count(policy, rate, subject));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Quota count(String policy, Rate rate, String subject) {
        var window = Window.at(clock.millis(), rate);
        var counterKey = counterKey(policy, subject, window);
        if (usedUp.getIfPresent(counterKey) != null) {
            return new Quota(policy, rate, rate.calls() + 1L, window.secondsLeft());
        }
        try {
            var counted = store.incrementAndGet(counterKey, rate.window());
            if (counted >= rate.calls()) {
                usedUp.put(counterKey, true);
            }
            return new Quota(policy, rate, counted, window.secondsLeft());
        } catch (RuntimeException e) {
            throw toException(policy, e);
        }
    }

    private String counterKey(String policy, String subject, Window window) {
        return counterKeys.keyOf(policy, subject) + ":" + window.number();
    }

    /**
     * A window of the clock.
     *
     * @param secondsLeft seconds until it ends, at least one
     */
    private record Window(long number, long secondsLeft) {

        static Window at(long now, Rate rate) {
            var length = rate.window().toMillis();
            return new Window(now / length, (length - now % length + 999) / 1000);
        }
    }

    /**
     * Without a counter the call is refused; {@code storage-full} is kept apart, because an operator must act on it.
     */
    static ProblemException toException(String policy, RuntimeException cause) {
        LOG.warn("Could not update rate limit counter {}, call is not counted: {}", policy, cause.toString());
        return cause instanceof AppendRejectedException.StorageFullException
                ? Problem.STORAGE_FULL.toException()
                : Problem.OVERLOADED.toException();
    }

    private static HttpServletResponse response() {
        return Objects.requireNonNull(attributes().getResponse());
    }

    private static ServletRequestAttributes attributes() {
        return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    }
}
