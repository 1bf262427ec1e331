package org.keyledger.gateway.messaging;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs work that must not change the response or its timing. The queue is bounded. On shutdown it is completed after
 * the last response and before the command and query sides stop.
 */
public final class PostResponseExecutor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostResponseExecutor.class);
    private static final int THREADS = 2;
    private static final int MAX_QUEUED = 1000;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);
    /** Just below the phase of the web server's graceful shutdown, which therefore comes first. */
    private static final int PHASE = DEFAULT_PHASE - 1536;

    private final int maxQueued;
    private volatile ThreadPoolExecutor threads;

    PostResponseExecutor() {
        this(MAX_QUEUED);
    }

    PostResponseExecutor(int maxQueued) {
        this.maxQueued = maxQueued;
        this.threads = pool(maxQueued);
    }

    private static ThreadPoolExecutor pool(int maxQueued) {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxQueued), work -> {
                    var thread = new Thread(work, "post-response-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Queues work on behalf of the current request; false if the queue is full. */
    public boolean submit(Runnable work) {
        var context = RequestContext.current().detached();
        try {
            threads.execute(() -> context.run(() -> runLogged(work)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** A failure is only logged: the response was sent, and the client can repeat the request. */
    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Post-response work failed, its effect is missing", e);
        }
    }

    /** Creates a new pool, because an application context can be started again after a stop. */
    @Override
    public void start() {
        threads = pool(maxQueued);
    }

    @Override
    public void stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SHUTDOWN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "Shutdown timeout, post-response work of {} requests is dropped",
                        threads.getQueue().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !threads.isShutdown();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
