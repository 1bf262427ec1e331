package org.keyledger.ledger.sqlite;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Processes the requests of concurrent callers in batches, so that many share one sync to disk. It has no thread of its
 * own: the caller that gets the lock processes all pending requests, and the others find theirs done.
 *
 * @param <T> type of a request
 * @param <R> type of its result
 */
final class CoalescingBatch<T, R> {

    private final Queue<Pending<T, R>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock;
    private final Function<List<T>, List<R>> processor;

    private static final class Pending<T, R> {

        private final T request;

        /** Null until the request is processed. */
        private @Nullable R result;

        private Pending(T request) {
            this.request = request;
        }
    }

    /**
     * @param lock held while requests are processed
     * @param processor processes all requests and returns the result of each or, if it throws, processes none
     */
    CoalescingBatch(ReentrantLock lock, Function<List<T>, List<R>> processor) {
        this.lock = lock;
        this.processor = processor;
    }

    /**
     * Returns when the request is processed. If a batch fails, only the caller that processed it gets the exception; the
     * other requests stay pending and their callers process them.
     */
    R submit(T request) {
        Pending<T, R> own = new Pending<>(request);
        queue.add(own);
        lock.lock();
        try {
            if (own.result == null) {
                process(List.copyOf(queue));
            }
            return Objects.requireNonNull(own.result);
        } finally {
            queue.remove(own);
            lock.unlock();
        }
    }

    private void process(List<Pending<T, R>> batch) {
        List<R> results = processor.apply(batch.stream().map(it -> it.request).toList());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result = results.get(i);
        }
        queue.removeAll(batch);
    }
}
