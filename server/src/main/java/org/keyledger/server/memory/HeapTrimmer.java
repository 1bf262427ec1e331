package org.keyledger.server.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a full collection in the first idle minute after work, because the JVM returns memory of its heap to the system
 * only after a full collection, and an idle service does not cause one. A minute is idle if the process used less than a
 * tenth of a core. {@code -XX:+DisableExplicitGC} turns it off.
 */
public final class IdleHeapTrimmer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdleHeapTrimmer.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final long BUSY_NANOS = INTERVAL.toNanos() / 10;

    private final LongSupplier cpuNanos;
    private final Runnable collection;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "idle-heap-trimmer");
    private long lastCpuNanos;

    /** The start of the service was work. */
    private boolean worked = true;

    /**
     * @param cpuNanos CPU time of the process since its start
     * @param collection runs a full collection
     */
    IdleHeapTrimmer(LongSupplier cpuNanos, Runnable collection) {
        this.cpuNanos = cpuNanos;
        this.collection = collection;
        this.lastCpuNanos = cpuNanos.getAsLong();
        thread.setDaemon(true);
    }

    static IdleHeapTrimmer ofThisProcess() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new IdleHeapTrimmer(system::getProcessCpuTime, System::gc);
    }

    /** Ends a minute. */
    void endMinute() {
        var now = cpuNanos.getAsLong();
        var busy = now - lastCpuNanos >= BUSY_NANOS;
        lastCpuNanos = now;
        if (!busy && worked) {
            collection.run();
            LOG.debug("Heap collected, the service is idle");
        }
        worked = busy;
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
