package org.keyledger.ledger.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;

/** A bounded first-in-first-out queue of commits that wait to be written. */
final class CommitQueue {

    /** More than the commit of a sign-up has. */
    private static final int SMALL_COMMIT_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<PendingAppend> waiting = new ArrayDeque<>();
    private final AppendLimits limits;
    private long bytes;
    private boolean closed;

    CommitQueue(AppendLimits limits) {
        this.limits = limits;
    }

    /** @throws OverloadedException if the queue is full or closed */
    void add(PendingAppend append) {
        lock.lock();
        try {
            if (closed) {
                throw new OverloadedException("the ledger is closing: append the commit again when it is open");
            }
            if (waiting.size() >= limits.maxQueuedCommits() || bytes + append.size() > limits.maxQueuedBytes()) {
                throw new OverloadedException(
                        "the append queue is full with " + waiting.size() + " commits: append this one again later");
            }
            waiting.add(append);
            bytes += append.size();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a small commit would be accepted now. */
    boolean hasCapacity() {
        lock.lock();
        try {
            return !closed
                    && waiting.size() < limits.maxQueuedCommits()
                    && bytes < limits.maxQueuedBytes() - SMALL_COMMIT_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; it is empty if the queue is closed and no commit is left. */
    List<PendingAppend> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                notEmpty.await();
            }
            return removeBatch();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch; empty if no commit waits. */
    List<PendingAppend> poll() {
        lock.lock();
        try {
            return removeBatch();
        } finally {
            lock.unlock();
        }
    }

    private List<PendingAppend> removeBatch() {
        List<PendingAppend> batch = new ArrayList<>();
        long size = 0;
        while (!waiting.isEmpty() && batch.size() < limits.maxBatchCommits()) {
            PendingAppend next = waiting.element();
            if (!batch.isEmpty() && size + next.size() > limits.maxBatchBytes()) {
                break;
            }
            waiting.remove();
            bytes -= next.size();
            size += next.size();
            batch.add(next);
        }
        return batch;
    }

    /** Rejects the commits that were queued before this time, in nanoseconds; they were never sent. */
    void rejectOlderThan(long nanoTime, String reason) {
        reject(removeWhile(append -> append.enqueuedAtNanos() - nanoTime < 0), reason);
    }

    /** Accepts no more commits; those in the queue can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no more commits and rejects those in the queue. */
    void closeAndReject(String reason) {
        close();
        reject(removeWhile(append -> true), reason);
    }

    private List<PendingAppend> removeWhile(Predicate<PendingAppend> condition) {
        List<PendingAppend> removed = new ArrayList<>();
        lock.lock();
        try {
            while (!waiting.isEmpty() && condition.test(waiting.element())) {
                PendingAppend next = waiting.remove();
                bytes -= next.size();
                removed.add(next);
            }
        } finally {
            lock.unlock();
        }
        return removed;
    }

    /** Called without the lock: completing a future may run code of its caller. */
    private static void reject(List<PendingAppend> appends, String reason) {
        appends.forEach(append -> append.reject(new OverloadedException(reason)));
    }
}
