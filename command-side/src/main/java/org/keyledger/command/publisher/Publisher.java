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

/**
 * Publishes the ledger to Kafka in order, on one thread. After any failure it resumes at the checkpoint that Kafka
 * holds, so the ledger serves as the outbox. Commands never wait for it.
 */
public final class Publisher implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final LedgerFeed feed;
    private final PublisherSettings settings;
    private final KafkaBroker broker;
    private final Sleeper sleeper;
    private final CloudEventEncoder encoder;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "publisher");
    private volatile State state = State.STARTING;
    private volatile long publishedPosition = -1;
    private volatile @Nullable String error;

    /** Waits; tests replace it to control time. */
    @FunctionalInterface
    interface Sleeper {

        void sleep(Duration time) throws InterruptedException;
    }

    Publisher(LedgerFeed feed, PublisherSettings settings) {
        this(feed, settings, TransactionalPublisher::producer);
    }

    Publisher(
            LedgerFeed feed,
            PublisherSettings settings,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this(feed, settings, KafkaBroker.connect(settings.connection(), producers), null);
    }

    /** @param sleeper waits for a duration; null to wait until it has elapsed or the publisher is closed */
    Publisher(LedgerFeed feed, PublisherSettings settings, KafkaBroker broker, @Nullable Sleeper sleeper) {
        this.feed = feed;
        this.settings = settings;
        this.broker = broker;
        this.sleeper = sleeper != null ? sleeper : time -> closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        this.encoder = new CloudEventEncoder(feed.epochs());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((it, e) -> stop(e));
    }

    /** Starts the thread. Call it once. */
    @Override
    public void start() {
        thread.start();
    }

    /**
     * The same as {@link #close}. Spring stops the last started component first, so the publisher ends before an
     * embedded broker.
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

    /** The current status; reads the ledger's head. */
    public PublisherStatus status() {
        var position = publishedPosition;
        return new PublisherStatus(state, position, feed.nextPosition() - position - 1, Optional.ofNullable(error));
    }

    /** Stops after the current transaction, or after 5 s. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Publishes on the calling thread until the publisher is closed or must stop. */
    void run() {
        var backoff = new PublisherBackoff(settings.initialBackoff(), settings.maxBackoff());
        try {
            while (!isClosed()) {
                publishOrStandBy(backoff);
            }
            enter(State.CLOSED, null);
        } catch (PublisherDivergedException | BrokenChainException e) {
            stop(e);
        } catch (InterruptedException | InterruptException e) {
            enter(State.CLOSED, null);
        }
    }

    private void publishOrStandBy(PublisherBackoff backoff) throws InterruptedException {
        try {
            if (state != State.STANDBY || isActivePublisherStalled()) {
                publish(backoff);
            }
        } catch (PublisherDivergedException | BrokenChainException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isFenced(e)) {
                LOG.warn("Publisher was fenced by another publisher of this ledger, standing by");
                enter(State.STANDBY, "Publisher was fenced by another publisher of this ledger");
            } else {
                retryAfter(backoff, e);
            }
        }
    }

    private void publish(PublisherBackoff backoff) throws InterruptedException {
        try (var transactionalPublisher = TransactionalPublisher.open(feed.identity(), broker)) {
            publishedPosition = transactionalPublisher
                    .publishedPosition()
                    .map(it -> it.verifyAgainst(feed))
                    .orElse(-1L);
            try (var cursor = feed.openCursor(publishedPosition + 1)) {
                LOG.info("Publisher started at position {}", publishedPosition + 1);
                enter(State.PUBLISHING, null);
                while (!isClosed()) {
                    publish(transactionalPublisher, pollBatch(cursor));
                    backoff.reset();
                }
            }
        }
    }

    private List<LedgerEvent> pollBatch(LedgerFeed.Cursor cursor) throws InterruptedException {
        var events = cursor.poll(settings.batchSize(), POLL_TIMEOUT);
        if (events.isEmpty() || events.size() == settings.batchSize()) {
            return events;
        }
        sleeper.sleep(settings.linger());
        events.addAll(cursor.poll(settings.batchSize() - events.size(), Duration.ZERO));
        return events;
    }

    private void publish(TransactionalPublisher transactionalPublisher, List<LedgerEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var last = events.get(events.size() - 1).position();
        var records =
                events.stream().flatMap(event -> encoder.encode(event).stream()).toList();
        transactionalPublisher.publish(records, PublishedPosition.at(feed, last));
        publishedPosition = last;
    }

    private void retryAfter(PublisherBackoff backoff, RuntimeException e) throws InterruptedException {
        if (state == State.STARTING || state == State.PUBLISHING) {
            LOG.warn("Could not publish events, retrying with back-off: {}", e.toString());
            enter(State.RETRYING, e.toString());
        }
        sleeper.sleep(backoff.next());
    }

    /** Whether the publisher that took over made no progress during the standby timeout although events are waiting. */
    private boolean isActivePublisherStalled() throws InterruptedException {
        var before = broker.publishedPosition();
        sleeper.sleep(settings.standbyTimeout());
        var after = broker.publishedPosition();
        after.ifPresent(it -> publishedPosition = it.position());
        return before.equals(after) && status().lag() > 0;
    }

    private void stop(Throwable e) {
        LOG.error("ALARM Publisher stopped, events are no longer published: {}", e.getMessage(), e);
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
