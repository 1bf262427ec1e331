package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The position of the next event to apply; threads can wait until it has passed a position. */
final class AppliedPosition {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long nextPosition;

    long nextPosition() {
        return nextPosition;
    }

    void advanceTo(long position) {
        lock.lock();
        try {
            nextPosition = position;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the event at this position is applied; false if the timeout elapses first. */
    boolean await(long position, Duration timeout) throws InterruptedException {
        if (position < nextPosition) {
            return true;
        }
        var remainingNanos = timeout.toNanos();
        lock.lock();
        try {
            while (position >= nextPosition) {
                if (remainingNanos <= 0) {
                    return false;
                }
                remainingNanos = advanced.awaitNanos(remainingNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
