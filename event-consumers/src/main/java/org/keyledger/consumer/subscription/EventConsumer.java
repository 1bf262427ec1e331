package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.subscription.ConsumerStatus.DeadLetterInfo;
import org.keyledger.consumer.subscription.ConsumerStatus.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Consumes a topic with one thread and passes each event to a handler, in order, starting after the last committed
 * offset; duplicates within the deduplication window are skipped, and with a proof so is everything up to the last
 * handled event if the topic is filled again. An event that cannot be handled becomes a dead letter, as do later events of the same
 * subject; other subjects continue. A record that is not a CloudEvent of the ledger, or is not proved where a proof is
 * demanded, is counted, logged and skipped. A damaged file of the consumer is set aside.
 *
 * @param <D> the type of an event's data
 */
public final class EventConsumer<D> implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    /** A broker that starts at the same time is not reported as missing until then. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Subscription<D> subscription;
    private final ConsumerSettings settings;
    private final RecordFilter<D> filter;
    private final SetAsideFiles setAsideFiles;
    private final DeadLetterQueue deadLetters;
    private final EventDispatcher<D> dispatcher;
    private final ExponentialBackOff backOff;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaSubscription present;
    private BackOffExecution retries;
    private volatile State state = State.STARTING;
    private volatile long handledPosition = -1;
    private volatile OptionalLong lag = OptionalLong.empty();
    private volatile @Nullable String error;
    private final long created = System.nanoTime();
    private long lastDeadLetterRetry;

    /** Consumes well-formed records without a proof: for consumers that do not have the key of the MAC. */
    public EventConsumer(Subscription<D> subscription, ConsumerSettings settings) {
        this(subscription, settings, null);
    }

    /** @param proof proves each record; null if none is demanded */
    public EventConsumer(Subscription<D> subscription, ConsumerSettings settings, @Nullable RecordProof proof) {
        this.subscription = subscription;
        this.settings = settings;
        this.filter = new RecordFilter<>(subscription, proof);
        this.setAsideFiles = new SetAsideFiles(settings.folder(), subscription.name() + ".");
        this.deadLetters = new DeadLetterQueue(settings.folder(), subscription.name(), setAsideFiles);
        deadLetters.retain(filter::acceptStored);
        this.dispatcher =
                new EventDispatcher<>(subscription, settings, deadLetters, proof == null ? null : openLastHandled());
        this.backOff = new ExponentialBackOff(settings.initialBackoff().toMillis(), 2);
        backOff.setMaxInterval(settings.maxBackoff().toMillis());
        this.retries = backOff.start();
        this.lastDeadLetterRetry =
                System.nanoTime() - settings.deadLetterRetryInterval().toNanos();
        this.thread = new Thread(this::run, "consumer-" + subscription.name());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((stopped, e) -> stop(e));
    }

    /** Without a proof a forged position would suppress all events before it. */
    private @Nullable LastHandledEvent openLastHandled() {
        return subscription.handler().recognizesHandledEvents()
                ? null
                : new LastHandledEvent(settings.folder(), subscription.name(), setAsideFiles);
    }

    /** Starts the thread; may be called once. */
    @Override
    public void start() {
        thread.start();
    }

    /**
     * The same as {@link #close}: Spring stops beans in reverse order of their start, so this one stops before what it
     * uses.
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

    public ConsumerStatus status() {
        var deadLetterInfos = deadLetters.all().stream()
                .map(letter -> new DeadLetterInfo(
                        letter.event().id(),
                        letter.event().type(),
                        letter.event().subject(),
                        letter.reason()))
                .toList();
        return new ConsumerStatus(
                subscription.name(),
                state,
                handledPosition,
                lag,
                filter.skipped(),
                deadLetterInfos,
                Stream.concat(setAsideFiles.all().stream(), subscription.handler().damagedFiles().stream())
                        .toList(),
                Optional.ofNullable(error));
    }

    /** Stops after the event that is being handled; waits up to 10 s for it. */
    @Override
    public void close() {
        closing.countDown();
        wakeUp();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void wakeUp() {
        var kafka = present;
        if (kafka != null) {
            kafka.wakeUp();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                consume();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.info("Consumer {} was interrupted", subscription.name());
        }
        enter(State.CLOSED, null);
    }

    private void consume() throws InterruptedException {
        dispatcher.discardUnflushed();
        try (var kafka = subscribe()) {
            present = kafka;
            while (!isClosed()) {
                pollOnce(kafka);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            lag = OptionalLong.empty();
            enterRetrying(e.toString());
            closing.await(retries.nextBackOff(), TimeUnit.MILLISECONDS);
        }
    }

    private KafkaSubscription subscribe() {
        return new KafkaSubscription(
                subscription.name(),
                subscription.topic(),
                settings.connection(),
                subscription.handler().maxBatch());
    }

    private void pollOnce(KafkaSubscription kafka) throws InterruptedException {
        var records = kafka.poll();
        lag = lagWith(kafka, records.count());
        try {
            retryDeadLetters();
            handle(records, kafka);
            handledPosition = dispatcher.handledPosition();
            lag = lagWith(kafka, 0);
            enterReached(kafka);
            retries = backOff.start();
        } catch (RetryLaterException e) {
            enterRetrying(e.toString());
            kafka.rewind(records);
            pollPaused(kafka, Duration.ofMillis(retries.nextBackOff()));
            handledPosition = dispatcher.handledPosition();
            lag = lagWith(kafka, 0);
        }
    }

    private void enterReached(KafkaSubscription kafka) {
        if (!kafka.isReachable()) {
            lag = OptionalLong.empty();
            if (state == State.STARTING && System.nanoTime() - created < START_TIMEOUT.toNanos()) {
                return;
            }
            enterRetrying("Kafka does not serve topic " + subscription.topic());
        } else if (kafka.isAssigned()) {
            enter(State.FOLLOWING, null);
        } else if (state != State.STARTING) {
            enter(State.STANDBY, null);
        }
    }

    /** @param unhandledCount how many records were read and not handled yet */
    private static OptionalLong lagWith(KafkaSubscription kafka, int unhandledCount) {
        var unread = kafka.lag();
        return unread.isEmpty() ? unread : OptionalLong.of(unread.getAsLong() + unhandledCount);
    }

    private void handle(ConsumerRecords<String, byte[]> records, KafkaSubscription kafka) throws InterruptedException {
        try {
            for (var record : records) {
                if (isClosed()) {
                    break;
                }
                var event = filter.accept(record);
                if (event.isPresent()) {
                    dispatcher.dispatch(event.get());
                }
                kafka.markHandled(record);
            }
        } finally {
            dispatcher.flush();
            kafka.commit();
        }
    }

    private void retryDeadLetters() {
        if (System.nanoTime() - lastDeadLetterRetry
                >= settings.deadLetterRetryInterval().toNanos()) {
            lastDeadLetterRetry = System.nanoTime();
            dispatcher.retryDeadLetters();
        }
    }

    private void pollPaused(KafkaSubscription kafka, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        do {
            kafka.pollPaused();
        } while (!isClosed() && System.nanoTime() < end);
    }

    private void enterRetrying(String reason) {
        if (state != State.RETRYING) {
            LOG.warn("Consumer {} could not continue, retrying: {}", subscription.name(), reason);
        }
        enter(State.RETRYING, reason);
    }

    private void stop(Throwable e) {
        lag = OptionalLong.empty();
        LOG.error("ALARM consumer {} stopped: {}", subscription.name(), e.toString(), e);
        enter(State.STOPPED, e.toString());
    }

    private void enter(State next, @Nullable String reason) {
        error = reason;
        state = next;
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }
}
