package org.keyledger.gateway.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;

/** The threads that hash passwords, with a bounded queue. Work beyond the queue is refused immediately. */
final class HashingPool implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final LongAdder started = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    HashingPool(int size, int maxQueued) {
        var number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxQueued), work -> {
                    var thread = new Thread(work, "hashing-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** @throws ProblemException 503 {@code overloaded} if the queue is full */
    <T> T run(Callable<T> work) {
        return run(work, () -> {});
    }

    /**
     * As {@link #run(Callable)}; does other work on the calling thread after the first was queued.
     *
     * @param meanwhile if it throws, the result of the queued work is dropped
     */
    <T> T run(Callable<T> work, Runnable meanwhile) {
        var submitted = System.nanoTime();
        try {
            var result = threads.submit(() -> {
                started.increment();
                waitedNanos.add(System.nanoTime() - submitted);
                return work.call();
            });
            meanwhile.run();
            return result.get();
        } catch (RejectedExecutionException e) {
            throw toOverloadedException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.toException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("password hashing failed", e.getCause());
        }
    }

    /**
     * Checks the queue before other work is done for a request.
     *
     * @throws ProblemException 503 {@code overloaded} if the queue is full
     */
    void requireCapacity() {
        if (threads.getQueue().remainingCapacity() == 0) {
            throw toOverloadedException();
        }
    }

    private ProblemException toOverloadedException() {
        rejected.increment();
        return Problem.OVERLOADED.toException();
    }

    HashingPoolStats stats() {
        return new HashingPoolStats(
                threads.getQueue().size(), started.sum(), Duration.ofNanos(waitedNanos.sum()), rejected.sum());
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
