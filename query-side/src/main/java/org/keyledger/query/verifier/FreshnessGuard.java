package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the verifier's memory is current: it has applied everything up to a head of the ledger that was
 * observed at most 5 s ago. Nothing else renews the trust, so that it ends by itself if an event cannot be applied, the
 * tail cannot be read or the applying thread is gone.
 *
 * <p>One thread observes and applies; any thread may call {@link #isTrusted}.
 */
final class FreshnessGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FreshnessGuard.class);
    private static final Duration MAX_STALENESS = Duration.ofSeconds(5);
    /** Limits the number of observations that are kept. */
    private static final int MAX_OBSERVATIONS = 50;

    private final LongSupplier nanoClock;
    private final long maxStalenessNanos;
    private final Deque<Observation> unconfirmed = new ArrayDeque<>();
    private final AtomicBoolean alarmed = new AtomicBoolean();
    private volatile boolean everTrusted;
    private volatile @Nullable Observation confirmed;

    private record Observation(long next, long nanos) {}

    /** @param nanoClock ticks of {@link System#nanoTime}, with which the tail marks its observations too */
    FreshnessGuard(LongSupplier nanoClock, Duration maxStaleness) {
        this.nanoClock = nanoClock;
        this.maxStalenessNanos = maxStaleness.toNanos();
    }

    static FreshnessGuard ofTheSystemClock() {
        return new FreshnessGuard(System::nanoTime, MAX_STALENESS);
    }

    boolean isTrusted() {
        var latest = confirmed;
        var trusted = latest != null && nanoClock.getAsLong() - latest.nanos() <= maxStalenessNanos;
        if (everTrusted && trusted == alarmed.get()) {
            logChange(trusted);
        }
        return trusted;
    }

    private void logChange(boolean trusted) {
        if (trusted && alarmed.compareAndSet(true, false)) {
            LOG.info("Verifier is current again, API keys and sessions are verified");
        }
        if (!trusted && alarmed.compareAndSet(false, true)) {
            LOG.error("ALARM Verifier is behind the ledger, every API key and session gets 503");
        }
    }

    /**
     * The ledger had no event at this position or after it.
     *
     * @param nanos when the read of the head began
     */
    void observeHead(long next, long nanos) {
        var last = unconfirmed.peekLast();
        if (last == null || nanos - last.nanos() >= maxStalenessNanos / MAX_OBSERVATIONS) {
            unconfirmed.add(new Observation(next, nanos));
        }
        while (nanos - unconfirmed.getFirst().nanos() > maxStalenessNanos) {
            unconfirmed.removeFirst(); // too old to give trust
        }
    }

    /** Every event before this position is applied. */
    void confirmApplied(long next) {
        for (var first = unconfirmed.peekFirst();
                first != null && first.next() <= next;
                first = unconfirmed.peekFirst()) {
            confirmed = unconfirmed.removeFirst();
            everTrusted = true;
        }
    }

    /** Ends the trust immediately, for example because the tail was stopped. */
    void distrust() {
        unconfirmed.clear();
        confirmed = null;
    }
}
