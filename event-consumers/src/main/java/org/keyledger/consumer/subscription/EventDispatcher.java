package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches events to a handler: skips duplicates, keeps the order of each subject and moves events that cannot be
 * handled to the dead-letter queue. Not thread-safe.
 */
final class EventDispatcher<D> {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Subscription<D> subscription;
    private final DeadLetterQueue deadLetters;
    private final int maxAttempts;
    private final Duration retryDelay;
    private final DeduplicationWindow recent = new DeduplicationWindow();

    /** Handled, but not flushed yet. */
    private final Map<String, RawEvent> handled = new LinkedHashMap<>();

    private long handledPosition = -1;

    EventDispatcher(Subscription<D> subscription, ConsumerSettings settings, DeadLetterQueue deadLetters) {
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.maxAttempts = settings.maxAttempts();
        this.retryDelay = settings.initialBackoff();
    }

    /**
     * @throws RetryLaterException if the handler is temporarily unable to handle any event, or the dead-letter queue is
     *     full
     */
    void dispatch(RawEvent event) throws InterruptedException {
        if (recent.contains(event.id()) || handled.containsKey(event.id()) || deadLetters.contains(event.id())) {
            return;
        }
        if (deadLetters.containsSubject(event.subject())) {
            deadLetter(event, "waits for an earlier event of its subject");
        } else {
            handle(event);
        }
    }

    /**
     * Makes the effects of handled events durable; the events are done afterwards.
     *
     * @throws RetryLaterException if the handler could not flush
     */
    void flush() {
        if (handled.isEmpty()) {
            return;
        }
        try {
            subscription.handler().flush();
        } catch (Exception e) {
            discardUnflushed();
            throw new RetryLaterException("Could not flush handled events: " + e, e);
        }
        handled.values().forEach(event -> {
            recent.add(event.id());
            handledPosition = Math.max(handledPosition, event.position());
        });
        handled.clear();
    }

    /** Discards handled events that were not flushed; they are delivered again. */
    void discardUnflushed() {
        handled.clear();
    }

    /** The ledger position of the last event that is done. */
    long handledPosition() {
        return handledPosition;
    }

    /** Retries dead letters once, in the order of each subject. */
    void retryDeadLetters() {
        var failed = new HashSet<String>();
        for (var deadLetter : deadLetters.all()) {
            var event = deadLetter.event();
            if (!failed.contains(event.subject()) && !retry(event)) {
                failed.add(event.subject());
            }
        }
    }

    private boolean retry(RawEvent event) {
        try {
            subscription.handler().handle(event.read(subscription.body()));
            subscription.handler().flush();
        } catch (RetryLaterException e) {
            throw e;
        } catch (Exception e) {
            return false;
        }
        deadLetters.remove(event.id());
        recent.add(event.id());
        LOG.info("Consumer {} handled dead letter {}", subscription.name(), event.id());
        return true;
    }

    private void handle(RawEvent event) throws InterruptedException {
        for (var attemptsLeft = maxAttempts; ; attemptsLeft--) {
            try {
                subscription.handler().handle(event.read(subscription.body()));
                handled.put(event.id(), event);
                return;
            } catch (RetryLaterException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (attemptsLeft == 1) {
                    deadLetter(event, e.toString());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(retryDelay.toMillis());
            }
        }
    }

    private void deadLetter(RawEvent event, String reason) {
        if (deadLetters.isFull()) {
            throw new RetryLaterException(
                    "Dead-letter queue is full with " + DeadLetterQueue.MAX_SIZE + " events: " + reason);
        }
        deadLetters.add(event, reason);
        handledPosition = Math.max(handledPosition, event.position());
        LOG.warn(
                "Consumer {} moved event {} of type {} to its dead letters: {}",
                subscription.name(),
                event.id(),
                event.type(),
                reason);
    }
}
