package org.keyledger.ledger.mongo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Measures elapsed time and waits; injected, so that tests control both. */
interface MonotonicClock {

    MonotonicClock SYSTEM = new MonotonicClock() {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    };

    /** As {@link System#nanoTime}. */
    long nanoTime();

    void sleep(Duration time) throws InterruptedException;
}
