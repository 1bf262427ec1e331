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
    private static final int SMALL = 64 * 1024;

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
            if (waiting.size() >= limits.queuedCommits() || bytes + submission.size() > limits.queuedBytes()) {
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
    boolean hasRoom() {
        lock.lock();
        try {
            return !closed && waiting.size() < limits.queuedCommits() && bytes < limits.queuedBytes() - SMALL;
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
        while (!waiting.isEmpty() && batch.size() < limits.batchCommits()) {
            PendingAppend next = waiting.element();
            if (!batch.isEmpty() && size + next.size() > limits.batchBytes()) {
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
    void refuseOlderThan(long then, String why) {
        refuse(removeWhile(submission -> submission.since() - then < 0), why);
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
    void abandon(String why) {
        close();
        refuse(removeWhile(submission -> true), why);
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
    private static void refuse(List<PendingAppend> submissions, String why) {
        submissions.forEach(submission -> submission.refused(new OverloadedException(why)));
    }
}
