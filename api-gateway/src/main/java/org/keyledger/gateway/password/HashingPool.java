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

/** Threads for slow hashes alone, fewer than cores, with a short queue: what is too much is refused, not piled up. */
final class HashingPool implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final LongAdder started = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    HashingPool(int size, int queue) {
        var number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> {
                    var thread = new Thread(work, "hashing-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    <T> T run(Callable<T> work) {
        var asked = System.nanoTime();
        try {
            return threads.submit(() -> {
                        started.increment();
                        waitedNanos.add(System.nanoTime() - asked);
                        return work.call();
                    })
                    .get();
        } catch (RejectedExecutionException e) {
            throw toOverloadedException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.toException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    /** Refuses at once what would be refused later, before anything else is done for it. */
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
