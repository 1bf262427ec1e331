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
 * Does what must not show in the answer, neither in its bytes nor in its time. The queue is bounded, and at the end it is
 * worked off: after the last answer, before the rooms behind the doors close.
 */
public final class PostResponseExecutor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostResponseExecutor.class);
    private static final int THREADS = 2;
    private static final int MAX_QUEUED = 1000;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);
    /** Right behind the web server's own graceful end, which stops first because its phase is higher. */
    private static final int PHASE = DEFAULT_PHASE - 1536;

    private final int maxQueued;
    private volatile ThreadPoolExecutor threads;

    PostResponseExecutor() {
        this(MAX_QUEUED);
    }

    PostResponseExecutor(int queue) {
        this.maxQueued = queue;
        this.threads = pool(queue);
    }

    private static ThreadPoolExecutor pool(int queue) {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> {
            var thread = new Thread(work, "afterwards-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes work on behalf of the current request; false if there is too much of it already. */
    public boolean submit(Runnable work) {
        var context = RequestContext.current().detached();
        try {
            threads.execute(() -> context.run(() -> runLogged(work)));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Whoever asked has their answer and asks again if nothing comes of it. */
    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("what was to be done after an answer failed", e);
        }
    }

    /** Anew after a stop: a context may be paused. At first its threads come with the work. */
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
                        "{} requests were answered and nothing came of them",
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
