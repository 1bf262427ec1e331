package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.ledger.tail.TailStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what is known may be answered with: not before all of history was seen, nor when news have stopped coming. */
final class FreshnessGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FreshnessGuard.class);
    private static final long MAX_STALENESS_NANOS = Duration.ofSeconds(5).toNanos();

    private volatile boolean trusted;
    private Optional<Long> failingSince = Optional.empty();

    boolean isTrusted() {
        return trusted;
    }

    /** @param complete whether everything is known that was in the ledger at the start */
    void update(TailStatus tail, boolean complete) {
        if (tail.error().isPresent()) {
            recordFailure();
        } else {
            failingSince = Optional.empty();
        }
        updateTrust(complete && !tail.stopped() && isWithinMaxStaleness());
    }

    /** The news cannot be read at this moment. */
    void recordFailure() {
        if (failingSince.isEmpty()) {
            failingSince = Optional.of(System.nanoTime());
        }
        updateTrust(trusted && isWithinMaxStaleness());
    }

    /** Nobody listens any more. */
    void markStale() {
        trusted = false;
    }

    private void updateTrust(boolean now) {
        if (trusted && !now) {
            LOG.error("ALARM the verifier no longer knows what is revoked: it refuses every key and session");
        }
        trusted = now;
    }

    private boolean isWithinMaxStaleness() {
        return failingSince
                .map(since -> System.nanoTime() - since < MAX_STALENESS_NANOS)
                .orElse(true);
    }
}
