package org.keyledger.ledger.append;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The writer's sense of time: how long something has taken, and how long to wait before the next try. */
interface WriterBackoff {

    /** Nanoseconds that never go backwards. */
    long nanoTime();

    /** Waits before a try, longer for each one that came before. */
    void pause(int tries) throws InterruptedException;

    /** The real one: 10 ms at first, 1 s at most, with jitter so that nodes do not move in step. */
    WriterBackoff EXPONENTIAL_WITH_JITTER = new WriterBackoff() {

        private static final long SHORTEST = 10;
        private static final long LONGEST = 1000;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(int tries) throws InterruptedException {
            long longest = Math.min(LONGEST, SHORTEST << Math.min(tries, 10));
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest) + 1);
        }
    };
}
