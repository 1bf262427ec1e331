package org.keyledger.ledger.mongo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter, up to 50 ms and 200 retries. Used after a write conflict that a majority read does not
 * show yet, or no longer shows.
 */
final class BoundedBackoff {

    private static final int MAX_RETRIES = 200;
    private static final int MAX_DELAY_MILLIS = 50;

    private final String subject;
    private final MonotonicClock clock;
    private final RandomGenerator random;
    private int retries;

    /** @param subject what the write conflicts with, for the message of an exception */
    BoundedBackoff(String subject, MonotonicClock clock, RandomGenerator random) {
        this.subject = subject;
        this.clock = clock;
        this.random = random;
    }

    /** @throws IllegalStateException if there were too many retries, or this thread is interrupted */
    void pause() {
        if (++retries > MAX_RETRIES) {
            throw new IllegalStateException(
                    "write conflicts with a " + subject + " that a majority of the MongoDB replica"
                            + " set does not show: check the health of the replica set with rs.status()");
        }
        try {
            int maxMillis = Math.min(MAX_DELAY_MILLIS, 1 << Math.min(retries, 10));
            clock.sleep(Duration.ofMillis(random.nextInt(maxMillis) + 1L));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a write conflicted with a " + subject, e);
        }
    }
}
