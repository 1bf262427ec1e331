package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.keyledger.ledger.Position;

/**
 * Replays the ledger into projections from its first event to a given end. It claims no segment and waits for no new events;
 * the checkpoint of the group is stored with each batch as an {@link EventApplier} would store it.
 */
public final class ProjectionReplay {

    /** The greatest number of events in a batch. MongoDB advises against transactions of very many documents. */
    static final int BATCH_SIZE = 1024;

    private final ProjectionGroup group;
    private final LedgerAxonAdapter axon;
    private final EventHandlers projections;

    /**
     * @param group a group without a checkpoint
     * @param projections objects with event handler methods
     */
    public ProjectionReplay(ProjectionGroup group, LedgerAxonAdapter axon, List<?> projections) {
        this.group = group;
        this.axon = axon;
        this.projections = new EventHandlers(projections);
    }

    /**
     * Returns when every event before {@code end} is handled.
     *
     * @param listener receives the position of the next batch after each batch
     * @throws IllegalStateException if the ledger cannot be read, or a projection failed
     */
    public void replayUpTo(Position end, Consumer<Position> listener) throws InterruptedException {
        try (ReadAhead readAhead = new ReadAhead(axon, end)) {
            for (var events = readAhead.take(); !events.isEmpty(); events = readAhead.take()) {
                TrackingToken last = events.get(events.size() - 1).trackingToken();
                group.replayBatch(last, events, this::handle);
                listener.accept(TrackingTokens.next(last));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ledger cannot be read: " + e.getCause(), e.getCause());
        }
    }

    private void handle(TrackedEventMessage<?> event) {
        try {
            projections.handle(event);
        } catch (RuntimeException e) {
            throw new IllegalStateException("a projection failed: " + e.getMessage(), e);
        }
    }

    /** Reads and decrypts the next batch on a thread of its own while the present one is handled. */
    private static final class ReadAhead implements AutoCloseable {

        private static final int POLL_INTERVAL_MILLIS = 500;

        private final LedgerAxonAdapter axon;
        private final Position end;
        private final BlockingStream<TrackedEventMessage<?>> stream;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(task -> new Thread(task, "ledger-replay"));
        private Future<List<TrackedEventMessage<?>>> nextBatch;

        /** Used by the thread only. */
        private Position next = Position.FIRST;

        private ReadAhead(LedgerAxonAdapter axon, Position end) {
            this.axon = axon;
            this.end = end;
            this.stream = axon.eventStore().openStream(null);
            this.nextBatch = thread.submit(readBatch());
        }

        /**
         * The next events; empty at the end.
         *
         * @throws ExecutionException if they cannot be read or decrypted
         */
        private List<TrackedEventMessage<?>> take() throws InterruptedException, ExecutionException {
            List<TrackedEventMessage<?>> batch = nextBatch.get();
            nextBatch = thread.submit(readBatch());
            return batch;
        }

        private Callable<List<TrackedEventMessage<?>>> readBatch() {
            return () -> {
                List<TrackedEventMessage<?>> events = new ArrayList<>();
                while (next.isBefore(end) && events.size() < BATCH_SIZE) {
                    events.add(readEvent());
                }
                return events;
            };
        }

        private TrackedEventMessage<?> readEvent() throws InterruptedException {
            while (!stream.hasNextAvailable(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                axon.tailStatus().error().ifPresent(error -> {
                    throw new IllegalStateException(error);
                });
            }
            TrackedEventMessage<?> event = stream.nextAvailable();
            event.getPayload(); // deserialized here instead of on the thread that handles it
            event.getMetaData();
            next = TrackingTokens.next(event.trackingToken());
            return event;
        }

        /** Returns when the thread has ended, which may still read an event. */
        @Override
        public void close() throws InterruptedException {
            thread.shutdownNow();
            while (!thread.awaitTermination(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                // the stream must not be closed while an event is read
            }
            stream.close();
        }
    }
}
