package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.ledger.tail.TailStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the verifier's memory is current: it contains the whole ledger as of the start, and the tail has not
 * failed for 5 s.
 */
final class FreshnessGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FreshnessGuard.class);
    private static final long MAX_STALENESS_NANOS = Duration.ofSeconds(5).toNanos();

    private volatile boolean trusted;
    private Optional<Long> failingSince = Optional.empty();

    boolean isTrusted() {
        return trusted;
    }

    /** @param complete whether all events up to the ledger's head at the start are applied */
    void update(TailStatus tail, boolean complete) {
        if (tail.error().isPresent()) {
            recordFailure();
        } else {
            failingSince = Optional.empty();
        }
        updateTrust(complete && !tail.stopped() && isWithinMaxStaleness());
    }

    /** The tail could not be read. */
    void recordFailure() {
        if (failingSince.isEmpty()) {
            failingSince = Optional.of(System.nanoTime());
        }
        updateTrust(trusted && isWithinMaxStaleness());
    }

    /** The tail is no longer read. */
    void markStale() {
        trusted = false;
    }

    private void updateTrust(boolean current) {
        if (trusted && !current) {
            LOG.error("ALARM Verifier is stale, every API key and session is refused");
        }
        trusted = current;
    }

    private boolean isWithinMaxStaleness() {
        return failingSince
                .map(since -> System.nanoTime() - since < MAX_STALENESS_NANOS)
                .orElse(true);
    }
}
