package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The next position to be applied; whoever waits for one is woken when it is reached. */
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

    /** Waits until this position was passed; false when the time is over. */
    boolean await(long position, Duration atMost) throws InterruptedException {
        if (position < nextPosition) {
            return true;
        }
        var left = atMost.toNanos();
        lock.lock();
        try {
            while (position >= nextPosition) {
                if (left <= 0) {
                    return false;
                }
                left = advanced.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
