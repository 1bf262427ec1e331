package org.keyledger.ledger.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One trip to the disk for many callers, without a thread of its own: whoever gets the lock does what all have asked for
 * meanwhile, and those find it done.
 *
 * @param <T> what a caller asks for
 */
final class CoalescingBatch<T> {

    private final Deque<Pending<T>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock;
    private final Consumer<List<T>> work;

    private static final class Pending<T> {

        private final T request;
        private boolean done;

        private Pending(T what) {
            this.request = what;
        }
    }

    /**
     * @param lock held while the work is done
     * @param work does all of it or, when it throws, nothing
     */
    CoalescingBatch(ReentrantLock lock, Consumer<List<T>> work) {
        this.lock = lock;
        this.work = work;
    }

    /** Returns when it is done. What fails is told to who tried; the others try again themselves. */
    void submit(T request) {
        Pending<T> mine = new Pending<>(request);
        add(mine);
        lock.lock();
        try {
            if (!mine.done) {
                doAll(mine);
            }
        } finally {
            lock.unlock();
        }
    }

    private void doAll(Pending<T> mine) {
        List<Pending<T>> all = all();
        try {
            work.accept(all.stream().map(asked -> asked.request).toList());
            all.forEach(asked -> asked.done = true);
            remove(all);
        } finally {
            remove(List.of(mine));
        }
    }

    private void add(Pending<T> asked) {
        synchronized (waiting) {
            waiting.add(asked);
        }
    }

    private List<Pending<T>> all() {
        synchronized (waiting) {
            return new ArrayList<>(waiting);
        }
    }

    private void remove(List<Pending<T>> asked) {
        synchronized (waiting) {
            waiting.removeAll(asked);
        }
    }
}
