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
    private final DeadLetterQueue park;
    private final int tries;
    private final Duration pause;
    private final DeduplicationWindow recent = new DeduplicationWindow();

    /** Handled, not yet settled. */
    private final Map<String, RawEvent> handled = new LinkedHashMap<>();

    private long reached = -1;

    EventDispatcher(Subscription<D> subscription, ConsumerSettings settings, DeadLetterQueue park) {
        this.subscription = subscription;
        this.park = park;
        this.tries = settings.tries();
        this.pause = settings.firstPause();
    }

    /** @throws RetryLaterException when everything must wait */
    void deliver(RawEvent event) throws InterruptedException {
        if (recent.contains(event.id()) || handled.containsKey(event.id()) || park.holds(event.id())) {
            return;
        }
        if (park.holdsSubject(event.subject())) {
            park(event, "waits behind another event of its subject");
        } else {
            handle(event);
        }
    }

    /** Makes durable what was delivered; only then it counts as done. */
    void settle() {
        if (handled.isEmpty()) {
            return;
        }
        try {
            subscription.handler().settle();
        } catch (Exception e) {
            forget();
            throw new RetryLaterException("what was handled could not be made durable: " + e, e);
        }
        handled.values().forEach(event -> {
            recent.add(event.id());
            reached = Math.max(reached, event.position());
        });
        handled.clear();
    }

    /** What is not settled will come again. */
    void forget() {
        handled.clear();
    }

    /** The ledger position of the last event that is done with. */
    long reached() {
        return reached;
    }

    /** Tries what is parked once more, the first of each subject first. */
    void retryParked() {
        var failed = new HashSet<String>();
        for (var waiting : park.all()) {
            var event = waiting.event();
            if (!failed.contains(event.subject()) && !retried(event)) {
                failed.add(event.subject());
            }
        }
    }

    private boolean retried(RawEvent event) {
        try {
            subscription.handler().handle(event.read(subscription.body()));
            subscription.handler().settle();
        } catch (RetryLaterException e) {
            throw e;
        } catch (Exception e) {
            return false;
        }
        park.remove(event.id());
        recent.add(event.id());
        LOG.info("{}: parked event {} is handled now", subscription.name(), event.id());
        return true;
    }

    private void handle(RawEvent event) throws InterruptedException {
        for (var left = tries; ; left--) {
            try {
                subscription.handler().handle(event.read(subscription.body()));
                handled.put(event.id(), event);
                return;
            } catch (RetryLaterException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (left == 1) {
                    park(event, e.toString());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }

    private void park(RawEvent event, String why) {
        if (park.isFull()) {
            throw new RetryLaterException(DeadLetterQueue.ROOM + " events are parked, none more is: " + why);
        }
        park.add(event, why);
        reached = Math.max(reached, event.position());
        LOG.warn("{}: event {} of type {} is parked: {}", subscription.name(), event.id(), event.type(), why);
    }
}
