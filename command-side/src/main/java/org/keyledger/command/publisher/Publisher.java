package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.publisher.PublisherStatus.State;
import org.keyledger.ledger.tail.BrokenChainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Publishes the ledger to Kafka in order, with one thread. After a failure it continues after the last position in
 * Kafka: the ledger is the outbox. Commands never wait for it.
 */
public final class Publisher implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** While no events arrive, Kafka is checked at this interval: otherwise nothing would show that it is unavailable. */
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

    /** Between the steps, a batch that has become full is sent. */
    private static final int GATHER_STEPS = 5;

    /** Under load a batch gathers for 12 of these steps, because the costs of a transaction hardly grow with its size. */
    private static final int GATHER_STEPS_UNDER_LOAD = 12;

    /** A batch with so many events after the first steps shows a load. */
    private static final int EVENTS_UNDER_LOAD = 100;

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final LedgerFeed feed;
    private final PublisherSettings settings;
    private final KafkaBroker broker;
    private final Sleeper sleeper;
    private final ExponentialBackOff backOff;
    private final CloudEventEncoder encoder;
    private final RecordAuthentication authentication;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "publisher");

    /** Whether the thread waits for events, guarded by {@link #closing}: within a transaction it is not interrupted. */
    private boolean awaiting;

    private BackOffExecution retries;
    private volatile State state = State.STARTING;
    private volatile long publishedPosition = -1;
    private volatile @Nullable String error;

    /** Waits for a time; simulations replace it. */
    @FunctionalInterface
    interface Sleeper {

        void sleep(Duration time) throws InterruptedException;
    }

    Publisher(LedgerFeed feed, PublisherSettings settings, RecordAuthentication authentication) {
        this(feed, settings, authentication, TransactionalPublisher::producer);
    }

    Publisher(
            LedgerFeed feed,
            PublisherSettings settings,
            RecordAuthentication authentication,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this(
                feed,
                settings,
                authentication,
                KafkaBroker.connect(settings.connection(), producers, authentication),
                null);
    }

    /** @param sleeper how to wait; if null, a wait ends when the time is over or the publisher is closed */
    Publisher(
            LedgerFeed feed,
            PublisherSettings settings,
            RecordAuthentication authentication,
            KafkaBroker broker,
            @Nullable Sleeper sleeper) {
        this.feed = feed;
        this.settings = settings;
        this.broker = broker;
        this.sleeper = sleeper != null ? sleeper : time -> closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        this.backOff = new ExponentialBackOff(settings.initialBackoff().toMillis(), 2);
        backOff.setMaxInterval(settings.maxBackoff().toMillis());
        this.retries = backOff.start();
        this.encoder = new CloudEventEncoder(feed.epochs(), authentication);
        this.authentication = authentication;
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((stopped, e) -> stop(e));
    }

    /** Starts the thread; may be called once. */
    @Override
    public void start() {
        thread.start();
    }

    /**
     * The same as {@link #close}: Spring stops beans in reverse order of their start, so this one stops before a broker
     * in the same JVM.
     */
    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    /** State, position and lag now; reads the ledger's head. */
    public PublisherStatus status() {
        var position = publishedPosition;
        return new PublisherStatus(
                state, position, feed.nextPosition() - position - 1, broker.skipped(), Optional.ofNullable(error));
    }

    /** Stops after the current transaction; waits up to 5 s for it. */
    @Override
    public void close() {
        synchronized (closing) {
            closing.countDown();
            if (awaiting) {
                thread.interrupt();
            }
        }
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Publishes on the caller's thread until closed or until an error that a retry does not resolve. */
    void run() {
        try {
            while (!isClosed()) {
                publishOrStandBy();
            }
            enter(State.CLOSED, null);
        } catch (PublisherDivergedException | BrokenChainException e) {
            stop(e);
        } catch (InterruptedException | InterruptException e) {
            enter(State.CLOSED, null);
        }
    }

    private void publishOrStandBy() throws InterruptedException {
        try {
            if (state != State.STANDBY || isActivePublisherStalled()) {
                publish();
            }
        } catch (PublisherDivergedException | BrokenChainException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isFenced(e)) {
                LOG.warn("Another publisher of this ledger is active, standing by");
                enter(State.STANDBY, "another publisher of this ledger is active");
            } else {
                retryAfter(e);
            }
        }
    }

    private void publish() throws InterruptedException {
        try (var transactionalPublisher = TransactionalPublisher.open(feed.identity(), broker, authentication)) {
            publishedPosition = transactionalPublisher
                    .publishedPosition()
                    .map(position -> position.verifyAgainst(feed))
                    .orElse(-1L);
            try (var cursor = feed.openCursor(publishedPosition + 1)) {
                LOG.info("Publishing from position {}", publishedPosition + 1);
                enter(State.PUBLISHING, null);
                publish(transactionalPublisher, cursor);
            }
        }
    }

    private void publish(TransactionalPublisher transactionalPublisher, LedgerFeed.Cursor cursor)
            throws InterruptedException {
        while (!isClosed()) {
            var events = pollBatch(cursor);
            if (!events.isEmpty()) {
                publish(transactionalPublisher, events);
            } else if (!isClosed()) {
                transactionalPublisher.check();
            }
            retries = backOff.start();
        }
    }

    private List<LedgerEvent> pollBatch(LedgerFeed.Cursor cursor) throws InterruptedException {
        var events = awaitEvents(cursor);
        if (events.isEmpty() || events.size() == settings.batchSize()) {
            return events;
        }
        gather(events, cursor, GATHER_STEPS);
        if (events.size() >= EVENTS_UNDER_LOAD) {
            gather(events, cursor, GATHER_STEPS_UNDER_LOAD - GATHER_STEPS);
        }
        return events;
    }

    private void gather(List<LedgerEvent> events, LedgerFeed.Cursor cursor, int steps) throws InterruptedException {
        for (var step = 0; step < steps && events.size() < settings.batchSize(); step++) {
            sleeper.sleep(settings.linger().dividedBy(GATHER_STEPS));
            events.addAll(cursor.poll(settings.batchSize() - events.size(), Duration.ZERO));
        }
    }

    private List<LedgerEvent> awaitEvents(LedgerFeed.Cursor cursor) throws InterruptedException {
        markAwaiting(true);
        try {
            return isClosed() ? List.of() : cursor.poll(settings.batchSize(), POLL_TIMEOUT);
        } finally {
            markAwaiting(false);
        }
    }

    private void markAwaiting(boolean now) {
        synchronized (closing) {
            awaiting = now;
            if (isClosed()) {
                Thread.interrupted(); // the events that were read are published first
            }
        }
    }

    private void publish(TransactionalPublisher transactionalPublisher, List<LedgerEvent> events) {
        var last = events.get(events.size() - 1).position();
        var records =
                events.stream().flatMap(event -> encoder.encode(event).stream()).toList();
        transactionalPublisher.publish(records, PublishedPosition.at(feed, last));
        publishedPosition = last;
    }

    private void retryAfter(RuntimeException e) throws InterruptedException {
        if (state == State.STARTING || state == State.PUBLISHING) {
            LOG.warn("Could not publish, retrying: {}", e.toString());
        }
        enter(state == State.STANDBY ? State.STANDBY : State.RETRYING, e.toString());
        sleeper.sleep(Duration.ofMillis(retries.nextBackOff()));
    }

    /** Whether the active publisher published nothing for the stand-by timeout while events were waiting. */
    private boolean isActivePublisherStalled() throws InterruptedException {
        var before = broker.publishedPosition();
        sleeper.sleep(settings.standbyTimeout());
        var after = broker.publishedPosition();
        after.ifPresent(position -> publishedPosition = position.position());
        return before.equals(after) && status().lag() > 0;
    }

    private void stop(Throwable e) {
        LOG.error("ALARM publishing stopped: {}", e.getMessage(), e);
        enter(State.STOPPED, String.valueOf(e.getMessage()));
    }

    private void enter(State next, @Nullable String reason) {
        error = reason;
        state = next;
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private static boolean isFenced(@Nullable Throwable e) {
        return e != null
                && (e instanceof ProducerFencedException
                        || e instanceof InvalidProducerEpochException
                        || isFenced(e.getCause()));
    }
}
