package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a {@link ReactionGroup}. */
final class ReactionThread {

    private static final Logger LOG = LoggerFactory.getLogger(ReactionThread.class);
    /** Short enough that the events of an interval are still in the memory of the tailer. */
    private static final int POLL_INTERVAL_MILLIS = 500;

    private static final long CLAIM_EXTENSION_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReactionGroup group;
    private final LedgerEventStore events;
    private final EventHandlers reactions;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable TrackingToken unsaved;
    private long savedAtNanos;

    ReactionThread(ReactionGroup group, LedgerEventStore events, EventHandlers reactions) {
        this.group = group;
        this.events = events;
        this.reactions = reactions;
        this.thread = new Thread(this::run, group.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (Registration ignored = events.subscribe(this::wakeUpIfHandled)) {
            while (!closed) {
                followUntilFailure();
            }
        } catch (InterruptedException e) {
            LOG.debug("Reactions of {} stopped", group.name());
        }
    }

    /** Called after events are stored, by the thread that stored them. */
    private void wakeUpIfHandled(List<? extends EventMessage<?>> stored) {
        if (stored.stream().anyMatch(reactions::canHandle)) {
            wakeUps.release();
        }
    }

    private void followUntilFailure() throws InterruptedException {
        try {
            follow();
            return;
        } catch (UnableToClaimTokenException e) {
            LOG.debug("Another node runs the reactions of {}", group.name(), e);
        } catch (RuntimeException e) {
            LOG.error("Could not react to events in {}, retrying in 1 s", group.name(), e);
        }
        wakeUps.tryAcquire(1, TimeUnit.SECONDS);
    }

    private void follow() throws InterruptedException {
        unsaved = null;
        try (var stream = events.openStream(TrackingTokens.before(group.claim(events)))) {
            savedAtNanos = System.nanoTime();
            while (!closed) {
                handleRecorded(stream);
                keepClaim();
                if (wakeUps.tryAcquire(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                    stream.hasNextAvailable(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            group.releaseClaim();
        }
    }

    private void handleRecorded(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        while (!closed && stream.peek().isPresent()) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            unsaved = event.trackingToken();
            if (reactions.canHandle(event)) {
                reactions.handle(event);
                save(event.trackingToken());
            }
        }
    }

    /** The token also passes events without a reaction now and then, so that a restart does not read all of them. */
    private void keepClaim() {
        if (System.nanoTime() - savedAtNanos < CLAIM_EXTENSION_NANOS) {
            return;
        }
        if (unsaved == null) {
            group.extendClaim();
            savedAtNanos = System.nanoTime();
        } else {
            save(unsaved);
        }
    }

    private void save(TrackingToken token) {
        group.save(token);
        unsaved = null;
        savedAtNanos = System.nanoTime();
    }

    void close(Duration timeout) {
        closed = true;
        wakeUps.release();
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
