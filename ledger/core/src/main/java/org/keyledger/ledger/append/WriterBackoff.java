package org.keyledger.ledger.append;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Elapsed time and pauses between the tries of a writer. */
interface WriterBackoff {

    /** Monotonic time in nanoseconds. */
    long nanoTime();

    /** Waits before the next try, longer the more tries there were. */
    void pause(int tries) throws InterruptedException;

    /** Pauses from 10 ms up to 1 s, doubled with each try; jitter keeps nodes from retrying at the same time. */
    static WriterBackoff exponentialWithJitter(RandomGenerator jitter) {
        return new WriterBackoff() {

            private static final long MIN_DELAY_MILLIS = 10;
            private static final long MAX_DELAY_MILLIS = 1000;

            @Override
            public long nanoTime() {
                return Ticker.systemTicker().read();
            }

            @Override
            public void pause(int tries) throws InterruptedException {
                long maxDelay = Math.min(MAX_DELAY_MILLIS, MIN_DELAY_MILLIS << Math.min(tries, 10));
                TimeUnit.MILLISECONDS.sleep(jitter.nextLong(maxDelay / 2, maxDelay) + 1);
            }
        };
    }
}
