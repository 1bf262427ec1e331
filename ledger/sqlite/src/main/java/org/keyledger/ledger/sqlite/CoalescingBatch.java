package org.keyledger.ledger.sqlite;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Processes the requests of concurrent callers in batches, so that many share one sync to disk. It has no thread of its
 * own: the caller that gets the lock processes all pending requests, and the others find theirs done.
 *
 * @param <T> type of a request
 */
final class CoalescingBatch<T> {

    private final Queue<Pending<T>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock;
    private final Consumer<List<T>> processor;

    private static final class Pending<T> {

        private final T request;
        private boolean done;

        private Pending(T request) {
            this.request = request;
        }
    }

    /**
     * @param lock held while requests are processed
     * @param processor processes all requests or, if it throws, none
     */
    CoalescingBatch(ReentrantLock lock, Consumer<List<T>> processor) {
        this.lock = lock;
        this.processor = processor;
    }

    /**
     * Returns when the request is processed. If a batch fails, only the caller that processed it gets the exception; the
     * other requests stay pending and their callers process them.
     */
    void submit(T request) {
        Pending<T> own = new Pending<>(request);
        queue.add(own);
        lock.lock();
        try {
            if (!own.done) {
                process(List.copyOf(queue));
            }
        } finally {
            queue.remove(own);
            lock.unlock();
        }
    }

    private void process(List<Pending<T>> batch) {
        processor.accept(batch.stream().map(it -> it.request).toList());
        batch.forEach(it -> it.done = true);
        queue.removeAll(batch);
    }
}
