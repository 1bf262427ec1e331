package org.keyledger.consumer.subscription;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    private final @Nullable LastHandledEvent lastHandled;

    /** Handled, but not flushed yet. */
    private final Map<String, ReceivedEvent<D>> handled = new LinkedHashMap<>();

    /** The last event of the topic that was handled, became a dead letter or was done before. */
    private @Nullable ReceivedEvent<D> dispatched;

    private long handledPosition = -1;

    /** @param lastHandled the last event before the start; null if the consumer does not remember it */
    EventDispatcher(
            Subscription<D> subscription,
            ConsumerSettings settings,
            DeadLetterQueue deadLetters,
            @Nullable LastHandledEvent lastHandled) {
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.lastHandled = lastHandled;
        this.maxAttempts = settings.maxAttempts();
        this.retryDelay = settings.initialBackoff();
    }

    /**
     * @throws RetryLaterException if the handler is temporarily unable to handle any event, or the dead-letter queue is
     *     full
     */
    void dispatch(ReceivedEvent<D> event) throws InterruptedException {
        if (!isDone(event)) {
            if (deadLetters.containsSubject(event.subject())) {
                deadLetter(event, "waits for an earlier event of its subject");
            } else {
                handle(event);
            }
        }
        dispatched = event;
    }

    private boolean isDone(ReceivedEvent<D> event) {
        return recent.contains(event.id())
                || handled.containsKey(event.id())
                || deadLetters.contains(event.id())
                || (lastHandled != null && lastHandled.includes(event.id()));
    }

    /**
     * Makes the effects of handled events durable; the events are done afterwards.
     *
     * @throws RetryLaterException if the handler could not flush, or the last event could not be stored
     */
    void flush() {
        flushHandled();
        try {
            if (lastHandled != null && dispatched != null) {
                lastHandled.add(dispatched.id());
                lastHandled.save();
            }
        } catch (IOException e) {
            throw new RetryLaterException("Could not store the last handled event: " + e, e);
        }
    }

    private void flushHandled() {
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
        dispatched = null;
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

    private void handle(ReceivedEvent<D> event) throws InterruptedException {
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

    private void deadLetter(ReceivedEvent<D> event, String reason) {
        if (deadLetters.isFull()) {
            throw new RetryLaterException(
                    "Dead-letter queue is full with " + DeadLetterQueue.MAX_SIZE + " events: " + reason);
        }
        deadLetters.add(event.raw(), reason);
        handledPosition = Math.max(handledPosition, event.position());
        LOG.warn(
                "Consumer {} moved event {} of type {} to its dead letters: {}",
                subscription.name(),
                event.id(),
                event.raw().type(),
                reason);
    }
}
