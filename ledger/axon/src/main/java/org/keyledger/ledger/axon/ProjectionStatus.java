package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;

/**
 * The position of a projection group, in memory as soon as its batch is committed. While another node works on the group,
 * the stored checkpoint is polled every 20 ms instead.
 */
public final class ProjectionStatus {

    private static final long POLL_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Supplier<Position> stored;
    private final Ticker ticker;
    private @Nullable Position next;

    /**
     * @param stored reads the next position of the stored checkpoint
     * @param ticker measures timeouts
     */
    ProjectionStatus(Supplier<Position> stored, Ticker ticker) {
        this.stored = stored;
        this.ticker = ticker;
    }

    /** The position of the next event to handle; the changes of all events before it are visible. */
    public Position next() {
        lock.lock();
        try {
            return next == null ? stored.get() : next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the event at this position is handled, whether or not a projection has a handler for it.
     *
     * @return false after the timeout
     */
    public boolean awaitReached(Position position, Duration timeout) throws InterruptedException {
        long deadline = ticker.read() + timeout.toNanos();
        lock.lock();
        try {
            while (!position.isBefore(next())) {
                long left = deadline - ticker.read();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(next == null ? Math.min(left, POLL_INTERVAL_NANOS) : left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void advanceTo(Position reached) {
        update(reached);
    }

    /** Another node works on the group from now on, or none. */
    void claimLost() {
        update(null);
    }

    private void update(@Nullable Position reached) {
        lock.lock();
        try {
            next = reached;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
