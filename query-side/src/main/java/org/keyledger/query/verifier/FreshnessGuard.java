package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.ledger.tail.TailStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what is known may be answered with: not before all of history was seen, nor when news have stopped coming. */
final class FreshnessGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FreshnessGuard.class);
    private static final long TOLERATED = Duration.ofSeconds(5).toNanos();

    private volatile boolean trusted;
    private Optional<Long> troubledSince = Optional.empty();

    boolean isTrusted() {
        return trusted;
    }

    /** @param complete whether everything is known that was in the ledger at the start */
    void examine(TailStatus tail, boolean complete) {
        if (tail.error().isPresent()) {
            troubled();
        } else {
            troubledSince = Optional.empty();
        }
        decide(complete && !tail.stopped() && isTolerable());
    }

    /** The news cannot be read at this moment. */
    void troubled() {
        if (troubledSince.isEmpty()) {
            troubledSince = Optional.of(System.nanoTime());
        }
        decide(trusted && isTolerable());
    }

    /** Nobody listens any more. */
    void lose() {
        trusted = false;
    }

    private void decide(boolean now) {
        if (trusted && !now) {
            LOG.error("ALARM the verifier no longer knows what is revoked: it refuses every key and session");
        }
        trusted = now;
    }

    private boolean isTolerable() {
        return troubledSince.map(since -> System.nanoTime() - since < TOLERATED).orElse(true);
    }
}
