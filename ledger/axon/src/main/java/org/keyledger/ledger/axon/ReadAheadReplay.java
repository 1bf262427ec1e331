package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.Position;

/** The ledger's events up to some position, in batches; a thread of its own opens the next one while one is handled. */
final class ReadAheadReplay implements AutoCloseable {

    private static final int POLL_INTERVAL_MILLIS = 500;

    private final LedgerAxonAdapter axon;
    private final Position end;
    private final int batchSize;
    private final BlockingStream<TrackedEventMessage<?>> stream;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "opening events"));
    private Future<List<TrackedEventMessage<?>>> nextBatch;
    /** Only for the thread. */
    private Position next = Position.FIRST;

    ReadAheadReplay(LedgerAxonAdapter axon, Position end, int atOnce) {
        this.axon = axon;
        this.end = end;
        this.batchSize = atOnce;
        this.stream = axon.eventStore().openStream(null);
        this.nextBatch = thread.submit(readBatch());
    }

    /**
     * The next events, none at the end.
     *
     * @throws ExecutionException if they cannot be read or opened
     */
    List<TrackedEventMessage<?>> take() throws InterruptedException, ExecutionException {
        List<TrackedEventMessage<?>> taken = nextBatch.get();
        nextBatch = thread.submit(readBatch());
        return taken;
    }

    private Callable<List<TrackedEventMessage<?>>> readBatch() {
        return () -> {
            List<TrackedEventMessage<?>> events = new ArrayList<>();
            while (next.isBefore(end) && events.size() < batchSize) {
                events.add(readEvent());
            }
            return events;
        };
    }

    private TrackedEventMessage<?> readEvent() throws InterruptedException {
        while (!stream.hasNextAvailable(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
            axon.tailStatus().error().ifPresent(trouble -> {
                throw new IllegalStateException(trouble);
            });
        }
        TrackedEventMessage<?> event = stream.nextAvailable();
        // what is opened when it is asked for is opened here
        event.getPayload();
        event.getMetaData();
        next = TrackingTokens.next(event.trackingToken());
        return event;
    }

    /** Returns when the thread has ended, which may be reading. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        while (!thread.awaitTermination(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
            // it ends with the event that it is opening
        }
        stream.close();
    }
}
