package org.keyledger.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AtomicStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Counts calls in windows of the clock, the same for every gateway on one store. Each call counts, refused ones too. Who
 * is over a limit stays so until the window ends, which memory knows without asking the store again.
 */
public final class RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final int MAX_EXCEEDED_CACHED = 10_000;

    private final AtomicStore store;
    private final CounterKeys counterKeys;
    private final RateLimitSettings settings;
    private final Clock clock;
    private final Cache<String, Boolean> exceeded = Caffeine.newBuilder()
            .maximumSize(MAX_EXCEEDED_CACHED)
            .executor(Runnable::run)
            .build();

    RateLimiter(AtomicStore store, CounterKeys counterKeys, RateLimitSettings settings, Clock clock) {
        this.store = store;
        this.counterKeys = counterKeys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts a call of the current request and lets it pass within the limit; its answer tells what is left.
     *
     * @param subject who is counted: a client's block, a tenant
     * @throws ProblemException 429 over the limit, 503 if the store cannot count
     */
    public void admit(Limit limit, String subject) {
        if (settings.enabled()) {
            applyQuota(count(limit.policy(), limit.rate(settings), subject));
        }
    }

    /**
     * As above, for a limit of somebody's own, such as a key's. If the store cannot count it passes: what it guards is not
     * ours, and keys are to be checked while the store is away.
     *
     * @param policy its name in the answer
     * @param calls so many in a window of a second to a day
     */
    public void admit(String policy, int calls, Duration window, String subject) {
        if (settings.enabled()) {
            countIfPossible(policy, new Rate(calls, window), subject).ifPresent(RateLimiter::applyQuota);
        }
    }

    /** As the first, for calls that are refused anyway: if the store cannot count they hear their own refusal. */
    public void admitIfCountable(Limit limit, String subject) {
        if (settings.enabled()) {
            countIfPossible(limit.policy(), limit.rate(settings), subject).ifPresent(RateLimiter::applyQuota);
        }
    }

    /** Counts without a word in the answer; false over the limit, or if the store cannot count. */
    public boolean tryAcquire(Limit limit, String subject) {
        return !settings.enabled()
                || countIfPossible(limit.policy(), limit.rate(settings), subject)
                        .filter(quota -> !quota.isExceeded())
                        .isPresent();
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
        var now = clock.millis();
        var window = rate.window().toMillis();
        var counterKey = counterKeys.keyOf(policy, subject) + ":" + now / window;
        var secondsLeft = (window - now % window + 999) / 1000;
        if (exceeded.getIfPresent(counterKey) != null) {
            return new Quota(policy, rate, rate.calls() + 1L, secondsLeft);
        }
        try {
            var quota = new Quota(policy, rate, store.incrementAndGet(counterKey, rate.window()), secondsLeft);
            if (quota.isExceeded()) {
                exceeded.put(counterKey, true);
            }
            return quota;
        } catch (RuntimeException e) {
            throw toException(policy, e);
        }
    }

    /** Where nobody can count nobody is let in; the caller hears what an operator can do about it. */
    static ProblemException toException(String policy, RuntimeException why) {
        LOG.warn("the limit {} cannot be counted: {}", policy, why.toString());
        return why instanceof AppendRejectedException.StorageFullException
                ? Problem.STORAGE_FULL.toException()
                : Problem.OVERLOADED.toException();
    }

    private static HttpServletResponse response() {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return Objects.requireNonNull(attributes.getResponse());
    }
}
