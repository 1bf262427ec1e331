package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;

/**
 * How far a projection group has come, known in memory as soon as its batch is committed. While another node works on
 * the group, what is stored is asked every few milliseconds instead.
 */
public final class ProjectionStatus {

    private static final long POLL_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Supplier<Position> stored;
    private @Nullable Position next;

    ProjectionStatus(Supplier<Position> stored) {
        this.stored = stored;
    }

    /** The position of the next event to be handled: all before it can be seen. */
    public Position next() {
        lock.lock();
        try {
            return next == null ? stored.get() : next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the event at this position was handled, whether or not a projection cared for it.
     *
     * @return false when the time is over
     */
    public boolean awaitReached(Position position, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (!position.isBefore(next())) {
                long left = deadline - System.nanoTime();
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

    /** Another node works on the group from now on, or nobody. */
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
