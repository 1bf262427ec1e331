package org.keyledger.query.verifier;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how far the verifier has come while it is built from many events: each 5 s, and at the end. */
final class CatchUpLog {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUpLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final long first;
    private final long end;
    private final long startedAtNanos = System.nanoTime();
    private long loggedAtNanos = startedAtNanos;
    private boolean logged;
    private boolean ended;

    /**
     * @param first the first event that is applied
     * @param end the position after the last one that the ledger had at the start
     */
    CatchUpLog(long first, long end) {
        this.first = first;
        this.end = end;
    }

    void appliedUpTo(long next) {
        var now = System.nanoTime();
        if (!ended && next >= end) {
            ended = true;
            if (logged || (first == 0 && end > 0)) {
                LOG.info("Verifier has applied {} events in {} ms", end - first, millis(now));
            }
        } else if (!ended && now - loggedAtNanos > INTERVAL.toNanos()) {
            loggedAtNanos = now;
            logged = true;
            LOG.info("Verifier has applied {} of {} events", next - first, end - first);
        }
    }

    private long millis(long now) {
        return Duration.ofNanos(now - startedAtNanos).toMillis();
    }
}
