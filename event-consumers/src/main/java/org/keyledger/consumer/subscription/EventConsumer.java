package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.subscription.ConsumerStatus.DeadLetterInfo;
import org.keyledger.consumer.subscription.ConsumerStatus.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows a topic with one thread and hands each event to a handler: once for every id it remembers, in order, from where
 * it was when it ended. An event that cannot be handled is parked with what follows on its subject, the others go on.
 *
 * @param <D> what bodies are read as
 */
public final class EventConsumer<D> implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration LAST_EVENT = Duration.ofSeconds(10);

    private final Subscription<D> subscription;
    private final ConsumerSettings settings;
    private final DeadLetterQueue park;
    private final EventDispatcher<D> delivery;
    private final ConsumerBackoff pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state = State.STARTING;
    private volatile long reached = -1;
    private volatile OptionalLong behind = OptionalLong.empty();
    private volatile @Nullable String trouble;
    private long parkedTried;

    public EventConsumer(Subscription<D> subscription, ConsumerSettings settings) {
        this.subscription = subscription;
        this.settings = settings;
        this.park = new DeadLetterQueue(settings.folder(), subscription.name());
        this.delivery = new EventDispatcher<>(subscription, settings, park);
        this.pause = new ConsumerBackoff(settings.firstPause(), settings.longestPause());
        this.parkedTried = System.nanoTime() - settings.parkedPause().toNanos();
        this.thread = new Thread(this::run, "consumer-" + subscription.name());
        thread.setDaemon(true);
    }

    /** Begins, once. */
    @Override
    public void start() {
        thread.start();
    }

    /** The same as {@link #close}: Spring stops whatever starts last first, so it ends before what it needs. */
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
        var parked = park.all().stream()
                .map(it -> new DeadLetterInfo(
                        it.event().id(), it.event().type(), it.event().subject(), it.why()))
                .toList();
        return new ConsumerStatus(subscription.name(), state, reached, behind, parked, Optional.ofNullable(trouble));
    }

    /** Ends after the event that is being handled. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_EVENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed()) {
                follow();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.info("{} was interrupted", subscription.name());
        }
        enter(State.CLOSED, null);
    }

    private void follow() throws InterruptedException {
        delivery.forget();
        try (var intake = new KafkaSubscription(subscription.name(), subscription.topic(), settings.connection())) {
            while (!closed()) {
                step(intake);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            behind = OptionalLong.empty();
            retry(e);
            closing.await(pause.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void step(KafkaSubscription intake) throws InterruptedException {
        var records = intake.poll();
        behind = waiting(intake, records.count());
        try {
            retryParked();
            handle(records, intake);
            enter(State.FOLLOWING, null);
            pause.over();
        } catch (RetryLaterException e) {
            retry(e);
            intake.giveBack(records);
            rest(intake, pause.next());
        }
        reached = delivery.reached();
        behind = waiting(intake, 0);
    }

    /** @param unhandled how many it has read and not handled */
    private static OptionalLong waiting(KafkaSubscription intake, int unhandled) {
        var unread = intake.unread();
        return unread.isEmpty() ? unread : OptionalLong.of(unread.getAsLong() + unhandled);
    }

    private void handle(ConsumerRecords<String, byte[]> records, KafkaSubscription intake) throws InterruptedException {
        try {
            for (var record : records) {
                if (closed()) {
                    break;
                }
                delivery.deliver(RawEvent.of(record));
                intake.handled(record);
            }
        } finally {
            delivery.settle();
            intake.commit();
        }
    }

    private void retryParked() {
        if (System.nanoTime() - parkedTried >= settings.parkedPause().toNanos()) {
            parkedTried = System.nanoTime();
            delivery.retryParked();
        }
    }

    private void rest(KafkaSubscription intake, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        do {
            intake.rest();
        } while (!closed() && System.nanoTime() < end);
    }

    private void retry(RuntimeException e) {
        if (state != State.RETRYING) {
            LOG.warn("{} cannot go on, tries again: {}", subscription.name(), e.toString());
        }
        enter(State.RETRYING, e.toString());
    }

    private void enter(State next, @Nullable String why) {
        trouble = why;
        state = next;
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }
}
