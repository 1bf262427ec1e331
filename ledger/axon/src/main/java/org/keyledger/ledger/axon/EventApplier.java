package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the events of the ledger to several followers on one thread: each batch to the first follower, then to the second
 * one, and so on. A follower that fails is retried from its own position each second and does not delay the others; no event
 * is skipped.
 */
public final class EventApplier implements AutoCloseable {

    /** The greatest number of events in a batch. */
    public static final int BATCH_SIZE = 256;

    private static final Logger LOG = LoggerFactory.getLogger(EventApplier.class);
    private static final long RETRY_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

    private final LedgerEventStore events;
    private final List<Cursor> cursors;
    private final Thread thread = new Thread(this::run, "applier");
    private volatile boolean closed;

    /** @param followers in the order in which they apply a batch */
    public EventApplier(LedgerEventStore events, List<EventFollower> followers) {
        this.events = events;
        this.cursors = followers.stream().map(Cursor::new).toList();
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                boolean applied = false;
                for (Cursor cursor : cursors) {
                    applied |= cursor.step();
                }
                if (!applied) {
                    LockSupport.parkNanos(this, TICK_INTERVAL_NANOS);
                }
            }
        } finally {
            cursors.forEach(Cursor::end);
        }
    }

    /** Returns when the followers have ended, or after ten seconds if one of them does not return from a batch. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Where a follower is in the ledger. */
    private final class Cursor {

        private final EventFollower follower;
        private @Nullable BlockingStream<TrackedEventMessage<?>> stream;
        private long retryAtNanos = System.nanoTime();
        private @Nullable String loggedFailure;

        private Cursor(EventFollower follower) {
            this.follower = follower;
        }

        /** Applies the next batch; returns false if there is none, or the follower is to be retried later. */
        private boolean step() {
            if (stream == null && System.nanoTime() - retryAtNanos < 0) {
                return false;
            }
            try {
                return stream == null ? open() : applyNext(stream);
            } catch (InterruptedException e) {
                closed = true;
                return false;
            } catch (RuntimeException | Error e) {
                logFailure(e);
                retryLater();
                follower.onFailure();
                return false;
            }
        }

        private boolean open() {
            Optional<Position> next = follower.begin();
            if (next.isEmpty()) {
                retryLater();
                return false;
            }
            stream = events.openStream(TrackingTokens.before(next.get()));
            stream.setOnAvailableCallback(() -> LockSupport.unpark(thread));
            return true;
        }

        private boolean applyNext(BlockingStream<TrackedEventMessage<?>> from) throws InterruptedException {
            follower.tick();
            List<TrackedEventMessage<?>> batch = new ArrayList<>();
            while (batch.size() < BATCH_SIZE && from.peek().isPresent()) {
                batch.add(from.nextAvailable());
            }
            if (batch.isEmpty()) {
                return false;
            }
            follower.apply(batch);
            loggedFailure = null;
            return true;
        }

        private void retryLater() {
            retryAtNanos = System.nanoTime() + RETRY_INTERVAL_NANOS;
            if (stream != null) {
                stream.close();
                stream = null;
            }
        }

        /** Logs a failure once, although it is repeated each second; a store that cannot be read needs no stack trace. */
        private void logFailure(Throwable e) {
            if (e instanceof UnableToClaimTokenException || e instanceof ConcurrentProjectionException) {
                LOG.info("Another node applies events to {}: {}", follower.name(), e.getMessage());
                return;
            }
            String failure = e.toString();
            if (failure.equals(loggedFailure)) {
                LOG.debug("Applying events to {} failed again: {}", follower.name(), failure);
                return;
            }
            loggedFailure = failure;
            LOG.error(
                    "ALARM Could not apply events to {}, retrying each second: {}",
                    follower.name(),
                    failure,
                    e instanceof StoreUnavailableException ? null : e);
        }

        private void end() {
            if (stream != null) {
                stream.close();
            }
            try {
                follower.end();
            } catch (RuntimeException e) {
                LOG.warn("Could not end applying events to {}: {}", follower.name(), e.toString());
            }
        }
    }

    /** Applies every event of the ledger in order, on the thread of the applier, which calls all methods. */
    public interface EventFollower {

        /** For log messages. */
        String name();

        /**
         * Prepares to apply events; called at start, and again a second after any failure.
         *
         * @return the position of the next event to apply; empty if another node applies them now
         */
        Optional<Position> begin();

        /**
         * Applies events that follow those of the previous call. If it throws, none of them counts as applied.
         *
         * @param events at most {@link #BATCH_SIZE}, not empty
         */
        void apply(List<TrackedEventMessage<?>> events);

        /** Called before each batch, and several times a second while there are no events. */
        default void tick() {}

        /** Called after a failure to read or apply events. */
        default void onFailure() {}

        /** Called when no more events are applied. */
        default void end() {}
    }
}
