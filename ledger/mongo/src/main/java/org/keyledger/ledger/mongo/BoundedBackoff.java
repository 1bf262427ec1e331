package org.keyledger.ledger.mongo;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A few more tries, with a pause before each: what is in the way was written and a majority does not show it yet, or it
 * is gone again.
 */
final class BoundedBackoff {

    private static final int MAX_RETRIES = 200;
    private static final int MAX_DELAY_MILLIS = 50;

    private final String what;
    private int tries;

    BoundedBackoff(String what) {
        this.what = what;
    }

    /** @throws IllegalStateException when it took too long */
    void pause() {
        if (++tries > MAX_RETRIES) {
            throw new IllegalStateException("a " + what + " is in the way that a majority of MongoDB's replica set"
                    + " does not show: check that the set is healthy");
        }
        try {
            int longest = Math.min(MAX_DELAY_MILLIS, 1 << Math.min(tries, 10));
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(longest) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a " + what + " was in the way", e);
        }
    }
}
