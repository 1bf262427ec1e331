package org.keyledger.server.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a full collection where the JVM would run none, because the serial collector lets the old generation grow to the
 * heap limit before it looks for garbage there, and returns memory to the system only after a full collection:
 *
 * <ul>
 *   <li>in the first idle minute after work; a minute is idle if the process used less than a tenth of a core,
 *   <li>at the end of a minute, if the old generation has more than one and a half times what the last full collection
 *       left in it, so that its garbage stays about half of its content. Not more often than once a minute, because
 *       requests wait for it.
 * </ul>
 *
 * {@code -XX:+DisableExplicitGC} turns it off.
 */
public final class HeapTrimmer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HeapTrimmer.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final long BUSY_NANOS = INTERVAL.toNanos() / 10;
    /** Less is not worth the time of a collection. */
    private static final long MIN_CONTENT_BYTES = 100_000_000;

    private final LongSupplier cpuNanos;
    private final OldGeneration oldGeneration;
    private final Runnable collection;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "heap-trimmer");
    private long lastCpuNanos;

    /** The start of the service was work. */
    private boolean worked = true;

    /**
     * The part of the heap that only a full collection cleans.
     *
     * @param usedBytes with garbage
     * @param contentBytes what the last full collection left; 0 if there was none
     */
    record OldGeneration(LongSupplier usedBytes, LongSupplier contentBytes) {

        /** Of a collector that cleans every part while the service runs. */
        static final OldGeneration NONE = new OldGeneration(() -> 0, () -> 0);

        static OldGeneration ofThisProcess() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen"))
                    .map(OldGeneration::of)
                    .findAny()
                    .orElse(NONE);
        }

        private static OldGeneration of(MemoryPoolMXBean pool) {
            return new OldGeneration(
                    () -> pool.getUsage().getUsed(),
                    () -> pool.getCollectionUsage().getUsed());
        }

        private boolean hasGrown() {
            var content = Math.max(contentBytes.getAsLong(), MIN_CONTENT_BYTES);
            return usedBytes.getAsLong() > content + content / 2;
        }
    }

    /**
     * @param cpuNanos CPU time of the process since its start
     * @param collection runs a full collection
     */
    HeapTrimmer(LongSupplier cpuNanos, OldGeneration oldGeneration, Runnable collection) {
        this.cpuNanos = cpuNanos;
        this.oldGeneration = oldGeneration;
        this.collection = collection;
        this.lastCpuNanos = cpuNanos.getAsLong();
        thread.setDaemon(true);
    }

    static HeapTrimmer ofThisProcess() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new HeapTrimmer(system::getProcessCpuTime, OldGeneration.ofThisProcess(), System::gc);
    }

    /** Ends a minute. */
    void endMinute() {
        var now = cpuNanos.getAsLong();
        var busy = now - lastCpuNanos >= BUSY_NANOS;
        lastCpuNanos = now;
        if (!busy && worked) {
            collect("the service is idle");
        } else if (oldGeneration.hasGrown()) {
            collect("the old generation has grown");
        }
        worked = busy;
    }

    private void collect(String reason) {
        var started = System.nanoTime();
        collection.run();
        LOG.debug(
                "Heap collected in {} ms, because {}",
                Duration.ofNanos(System.nanoTime() - started).toMillis(),
                reason);
    }

    private void run() {
        try {
            while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                endMinute();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
