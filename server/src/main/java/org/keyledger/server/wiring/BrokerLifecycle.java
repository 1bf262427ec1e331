package org.keyledger.server.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.server.broker.EmbeddedBroker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of the broker in this process, if there is one: started in the background, started again every 10 s after it
 * has failed, for example on a full disk, and stopped last.
 */
public final class BrokerLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLifecycle.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RESTART_INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final @Nullable Supplier<EmbeddedBroker> starter;
    private final Duration restartInterval;
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::supervise, "broker");
    private volatile @Nullable EmbeddedBroker broker;
    private volatile @Nullable String error;

    private BrokerLifecycle(@Nullable Supplier<EmbeddedBroker> starter, Duration restartInterval) {
        this.starter = starter;
        this.restartInterval = restartInterval;
        thread.setDaemon(true);
    }

    static BrokerLifecycle external() {
        return new BrokerLifecycle(null, RESTART_INTERVAL);
    }

    /** @param starter starts the broker, with the same ports and folder each time */
    static BrokerLifecycle embedded(Supplier<EmbeddedBroker> starter) {
        return embedded(starter, RESTART_INTERVAL);
    }

    static BrokerLifecycle embedded(Supplier<EmbeddedBroker> starter, Duration restartInterval) {
        var lifecycle = new BrokerLifecycle(starter, restartInterval);
        lifecycle.thread.start();
        return lifecycle;
    }

    /** Waits for the first attempt to start; returns why it failed, or empty. */
    public Optional<String> awaitFirstAttempt() {
        try {
            if (starter != null) {
                firstAttempt.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(error);
    }

    /** What the broker in this process is doing; empty if there is none. */
    public Optional<Status> status() {
        if (starter == null) {
            return Optional.empty();
        }
        var present = broker;
        if (present != null && present.failure().isEmpty()) {
            return Optional.of(Status.RUNNING);
        }
        return Optional.of(firstAttempt.getCount() > 0 ? Status.STARTING : Status.FAILED);
    }

    /** Status of the broker in this process. */
    public enum Status {
        STARTING,
        RUNNING,
        /** It did not start, or stopped by itself; it is started again every 10 s. */
        FAILED
    }

    private void supervise() {
        try {
            do {
                startIfNecessary();
                firstAttempt.countDown();
            } while (!stopping.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("The broker is not supervised any more", e);
        }
    }

    private Duration pause() {
        return broker == null ? restartInterval : CHECK_INTERVAL;
    }

    private void startIfNecessary() {
        var present = broker;
        if (present != null && present.failure().isPresent()) {
            error = present.failure().get();
            if (!present.close(CLOSE_TIMEOUT)) {
                LOG.warn("The failed Kafka broker in this process did not end within {} s", CLOSE_TIMEOUT.toSeconds());
            }
            broker = null;
        }
        if (broker == null && starter != null) {
            start(starter);
        } else if (broker != null) {
            broker.quieten();
        }
    }

    private void start(Supplier<EmbeddedBroker> present) {
        try {
            broker = present.get();
            if (error != null) {
                LOG.info("Kafka broker in this process is running again");
            }
            error = null;
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(error)) {
                LOG.error(
                        "{}. Requests are served; retrying every {} s", e.getMessage(), restartInterval.toSeconds(), e);
            }
            error = String.valueOf(e.getMessage());
        }
    }

    @Override
    public void start() {
        // started by embedded()
    }

    /** A broker that is being started is awaited for 15 s, then its files remain as after a crash. */
    @Override
    public void stop() {
        stopping.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var present = broker;
        if (present != null && present.failure().isEmpty()) {
            present.close();
        }
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Starts first and stops last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
