package org.keyledger.gateway.user;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes work take a multiple of 50 ms, so that the time of a response does not reveal which work was done. Both kinds of
 * work must be done within the first 50 ms on a machine that is not overloaded.
 */
final class FixedResponseTime {

    private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();

    private final LongSupplier nanoClock;
    private final LongConsumer park;

    FixedResponseTime() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param nanoClock ticks in nanoseconds
     * @param park waits for as many nanoseconds, or shorter
     */
    FixedResponseTime(LongSupplier nanoClock, LongConsumer park) {
        this.nanoClock = nanoClock;
        this.park = park;
    }

    /** Runs the work and waits until a whole number of steps has passed, also if the work fails. */
    <A> A run(Supplier<A> work) {
        var started = nanoClock.getAsLong();
        try {
            return work.get();
        } finally {
            var took = nanoClock.getAsLong() - started;
            waitUntil(started + (took / STEP_NANOS + 1) * STEP_NANOS);
        }
    }

    private void waitUntil(long end) {
        for (var left = end - nanoClock.getAsLong(); left > 0; left = end - nanoClock.getAsLong()) {
            park.accept(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
