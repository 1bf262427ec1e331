package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The next position to be applied; whoever waits for one is woken when it is reached. */
final class AppliedPosition {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long next;

    long next() {
        return next;
    }

    void moveTo(long position) {
        lock.lock();
        try {
            next = position;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this position was passed; false when the time is over. */
    boolean await(long position, Duration atMost) throws InterruptedException {
        if (position < next) {
            return true;
        }
        var left = atMost.toNanos();
        lock.lock();
        try {
            while (position >= next) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
