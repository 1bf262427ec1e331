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
 * Publishes the ledger to Kafka in order, with one thread. Whatever fails, it begins again where Kafka says it was: the
 * ledger is the outbox. Commands never wait for it.
 */
public final class Publisher implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration LISTEN = Duration.ofMillis(200);
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);

    private final LedgerFeed feed;
    private final PublisherSettings settings;
    private final KafkaBroker exchange;
    private final Sleeper rest;
    private final CloudEventEncoder records;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "publisher");
    private volatile State state = State.STARTING;
    private volatile long reached = -1;
    private volatile @Nullable String trouble;

    /** Waits; a model has time of its own. */
    @FunctionalInterface
    interface Sleeper {

        void rest(Duration time) throws InterruptedException;
    }

    Publisher(LedgerFeed feed, PublisherSettings settings) {
        this(feed, settings, TransactionalPublisher::producer);
    }

    Publisher(
            LedgerFeed feed,
            PublisherSettings settings,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this(feed, settings, KafkaBroker.kafka(settings.connection(), producers), null);
    }

    /** @param rest how it waits; unless given, until that time is over or it is closed */
    Publisher(LedgerFeed feed, PublisherSettings settings, KafkaBroker exchange, @Nullable Sleeper rest) {
        this.feed = feed;
        this.settings = settings;
        this.exchange = exchange;
        this.rest = rest != null ? rest : time -> closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        this.records = new CloudEventEncoder(feed.epochs());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((it, e) -> stop(e));
    }

    /** Begins, once. */
    @Override
    public void start() {
        thread.start();
    }

    /** The same as {@link #close}: Spring stops whatever starts last first, so it ends before a broker in this JVM. */
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

    /** How it fares; asks the ledger for its head. */
    public PublisherStatus status() {
        var at = reached;
        return new PublisherStatus(state, at, feed.next() - at - 1, Optional.ofNullable(trouble));
    }

    /** Ends after the transaction under way. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_BATCH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Publishes on the caller's thread until it is closed or must stop. */
    void run() {
        var pause = new PublisherBackoff(settings.firstPause(), settings.longestPause());
        try {
            while (!closed()) {
                attempt(pause);
            }
            enter(State.CLOSED, null);
        } catch (PublisherDivergedException | BrokenChainException e) {
            stop(e);
        } catch (InterruptedException | InterruptException e) {
            enter(State.CLOSED, null);
        }
    }

    private void attempt(PublisherBackoff pause) throws InterruptedException {
        try {
            if (state != State.STANDBY || otherStandsStill()) {
                publish(pause);
            }
        } catch (PublisherDivergedException | BrokenChainException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isFenced(e)) {
                LOG.warn("another publisher of this ledger has taken over, standing by");
                enter(State.STANDBY, "another publisher of this ledger has taken over");
            } else {
                retryAfter(pause, e);
            }
        }
    }

    private void publish(PublisherBackoff pause) throws InterruptedException {
        try (var outlet = TransactionalPublisher.open(feed.identity(), exchange)) {
            reached = outlet.reached().map(it -> it.mustBeIn(feed)).orElse(-1L);
            try (var reading = feed.from(reached + 1)) {
                LOG.info("publishing from position {}", reached + 1);
                enter(State.PUBLISHING, null);
                while (!closed()) {
                    publish(outlet, gathered(reading));
                    pause.over();
                }
            }
        }
    }

    private List<LedgerEvent> gathered(LedgerFeed.Cursor reading) throws InterruptedException {
        var events = reading.take(settings.batch(), LISTEN);
        if (events.isEmpty() || events.size() == settings.batch()) {
            return events;
        }
        rest.rest(settings.gather());
        events.addAll(reading.take(settings.batch() - events.size(), Duration.ZERO));
        return events;
    }

    private void publish(TransactionalPublisher outlet, List<LedgerEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var last = events.get(events.size() - 1).position();
        var leaving =
                events.stream().flatMap(event -> records.of(event).stream()).toList();
        outlet.publish(leaving, PublishedPosition.at(feed, last));
        reached = last;
    }

    private void retryAfter(PublisherBackoff pause, RuntimeException e) throws InterruptedException {
        if (state == State.STARTING || state == State.PUBLISHING) {
            LOG.warn("cannot publish, goes on trying: {}", e.toString());
            enter(State.RETRYING, e.toString());
        }
        rest.rest(pause.next());
    }

    /** Whether the publisher that took over has published nothing for a while although it should have. */
    private boolean otherStandsStill() throws InterruptedException {
        var before = exchange.reached();
        rest.rest(settings.standby());
        var after = exchange.reached();
        after.ifPresent(it -> reached = it.position());
        return before.equals(after) && status().lag() > 0;
    }

    private void stop(Throwable e) {
        LOG.error("ALARM publishing stops: {}", e.getMessage(), e);
        enter(State.STOPPED, String.valueOf(e.getMessage()));
    }

    private void enter(State next, @Nullable String why) {
        trouble = why;
        state = next;
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private static boolean isFenced(@Nullable Throwable e) {
        return e != null
                && (e instanceof ProducerFencedException
                        || e instanceof InvalidProducerEpochException
                        || isFenced(e.getCause()));
    }
}
