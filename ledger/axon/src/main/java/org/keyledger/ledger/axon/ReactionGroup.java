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
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reactions that share one thread and one segment, with the token in the atomic store. An event may be handled twice around a
 * crash and is never skipped; a reaction that fails is retried.
 *
 * <p>The thread is woken when this process has stored an event of a type that a reaction handles, and looks for events of
 * other processes twice a second. Other commits do not wake it.
 */
public final class ReactionGroup implements AutoCloseable {

    /** Where a group without a token starts. */
    public enum InitialPosition {
        FIRST_EVENT,
        NEXT_EVENT
    }

    private static final int SEGMENT = 0;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final AtomicTokenStore tokens;
    private final InitialPosition initialPosition;
    private @Nullable ReactionThread thread;

    /** @param name the name of the thread, and part of the keys in the atomic store */
    public ReactionGroup(String name, AtomicStore store, ClaimOwner claimOwner, InitialPosition initialPosition) {
        this.name = name;
        this.tokens = new AtomicTokenStore(store, claimOwner);
        this.initialPosition = initialPosition;
    }

    /** Removes the token of a group that is not running, for example because it refers to a lost ledger. */
    public static void resetToken(String name, AtomicStore store) {
        AtomicTokenStore.deleteTokens(name, store);
    }

    /**
     * Starts the thread; {@link #close} ends it.
     *
     * @param reactions objects with event handler methods
     */
    public void start(LedgerEventStore events, List<?> reactions) {
        ReactionThread started = new ReactionThread(this, events, new EventHandlers(reactions));
        thread = started;
        started.start();
    }

    String name() {
        return name;
    }

    /**
     * Claims the segment; returns the position to continue from.
     *
     * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException if another node has claimed it
     */
    Position claim(LedgerEventStore events) {
        if (tokens.fetchSegments(name).length == 0) {
            TrackingToken initial = initialPosition == InitialPosition.FIRST_EVENT
                    ? events.createTailToken()
                    : events.createHeadToken();
            tokens.initializeTokenSegments(name, 1, initial);
        }
        return TrackingTokens.next(tokens.fetchToken(name, SEGMENT));
    }

    void save(TrackingToken token) {
        tokens.storeToken(token, name, SEGMENT);
    }

    void extendClaim() {
        tokens.extendClaim(name, SEGMENT);
    }

    void releaseClaim() {
        tokens.releaseClaim(name, SEGMENT);
    }

    /** Returns when the running reaction has ended, or after five seconds. */
    @Override
    public void close() {
        if (thread != null) {
            thread.close(END_TIMEOUT);
        }
    }

    /** The thread of a {@link ReactionGroup}. */
    private static final class ReactionThread {

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
}
