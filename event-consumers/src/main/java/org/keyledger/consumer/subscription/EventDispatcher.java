package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to a handler: each once, in the order of its subject, and past what cannot be handled. For one thread. */
final class EventDispatcher<D> {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Subscription<D> subscription;
    private final DeadLetterQueue deadLetters;
    private final int maxAttempts;
    private final Duration retryDelay;
    private final DeduplicationWindow recent = new DeduplicationWindow();

    /** Handled, not yet settled. */
    private final Map<String, RawEvent> handled = new LinkedHashMap<>();

    private long handledPosition = -1;

    EventDispatcher(Subscription<D> subscription, ConsumerSettings settings, DeadLetterQueue park) {
        this.subscription = subscription;
        this.deadLetters = park;
        this.maxAttempts = settings.maxAttempts();
        this.retryDelay = settings.initialBackoff();
    }

    /** @throws RetryLaterException when everything must wait */
    void dispatch(RawEvent event) throws InterruptedException {
        if (recent.contains(event.id()) || handled.containsKey(event.id()) || deadLetters.contains(event.id())) {
            return;
        }
        if (deadLetters.containsSequence(event.subject())) {
            deadLetter(event, "waits behind another event of its subject");
        } else {
            handle(event);
        }
    }

    /** Makes durable what was delivered; only then it counts as done. */
    void flush() {
        if (handled.isEmpty()) {
            return;
        }
        try {
            subscription.handler().flush();
        } catch (Exception e) {
            discardUnflushed();
            throw new RetryLaterException("what was handled could not be made durable: " + e, e);
        }
        handled.values().forEach(event -> {
            recent.add(event.id());
            handledPosition = Math.max(handledPosition, event.position());
        });
        handled.clear();
    }

    /** What is not settled will come again. */
    void discardUnflushed() {
        handled.clear();
    }

    /** The ledger position of the last event that is done with. */
    long handledPosition() {
        return handledPosition;
    }

    /** Tries what is parked once more, the first of each subject first. */
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
        LOG.info("{}: parked event {} is handled now", subscription.name(), event.id());
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

    private void deadLetter(RawEvent event, String why) {
        if (deadLetters.isFull()) {
            throw new RetryLaterException(DeadLetterQueue.MAX_SIZE + " events are parked, none more is: " + why);
        }
        deadLetters.add(event, why);
        handledPosition = Math.max(handledPosition, event.position());
        LOG.warn("{}: event {} of type {} is parked: {}", subscription.name(), event.id(), event.type(), why);
    }
}
