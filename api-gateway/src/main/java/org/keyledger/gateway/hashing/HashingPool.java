package org.keyledger.gateway.hashing;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyledger.gateway.answering.Problem;

/** Threads for slow hashes alone, one a core, with a short queue: what is too much is refused, not piled up. */
final class HashingPool implements AutoCloseable {

    private final ThreadPoolExecutor threads;

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
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw Problem.OVERLOADED.found();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.found();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    /** Refuses at once what would be refused later, before anything else is done for it. */
    void requireRoom() {
        if (threads.getQueue().remainingCapacity() == 0) {
            throw Problem.OVERLOADED.found();
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
