package org.keyledger.ledger.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;

/** What waits to be written, in the order it came, up to a limit. */
final class CommitQueue {

    /** More than a sign-up has. */
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

    /** @throws OverloadedException when the queue is full or closed */
    void add(PendingAppend submission) {
        lock.lock();
        try {
            if (closed) {
                throw new OverloadedException("the ledger is closing: send the commit again when it is back");
            }
            if (waiting.size() >= limits.maxQueuedCommits() || bytes + submission.size() > limits.maxQueuedBytes()) {
                throw new OverloadedException(waiting.size() + " commits wait already: send this one again later");
            }
            waiting.add(submission);
            bytes += submission.size();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a small commit would be taken now. */
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

    /** The next batch, waiting for one; empty when the queue is closed and nothing waits any more. */
    List<PendingAppend> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                notEmpty.await();
            }
            return batch();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, empty when nothing waits. */
    List<PendingAppend> poll() {
        lock.lock();
        try {
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private List<PendingAppend> batch() {
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

    /** Refuses those that wait since before {@code then}: they were never sent. */
    void rejectOlderThan(long then, String why) {
        reject(removeWhile(submission -> submission.enqueuedAtNanos() - then < 0), why);
    }

    /** Takes no more; what waits may still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more, and refuses what waits. */
    void closeAndReject(String why) {
        close();
        reject(removeWhile(submission -> true), why);
    }

    private List<PendingAppend> removeWhile(Predicate<PendingAppend> unwanted) {
        List<PendingAppend> removed = new ArrayList<>();
        lock.lock();
        try {
            while (!waiting.isEmpty() && unwanted.test(waiting.element())) {
                PendingAppend next = waiting.remove();
                bytes -= next.size();
                removed.add(next);
            }
        } finally {
            lock.unlock();
        }
        return removed;
    }

    /** Outside of the lock: whoever waits may run anything. */
    private static void reject(List<PendingAppend> submissions, String why) {
        submissions.forEach(submission -> submission.reject(new OverloadedException(why)));
    }
}
