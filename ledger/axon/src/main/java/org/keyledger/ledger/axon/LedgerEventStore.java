package org.keyledger.ledger.axon;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.tail.TailStream;
import org.keyledger.ledger.tail.Tailer;

/** Axon's event store: appends through the engine, streams from the node's one tailer. */
public final class LedgerEventStore extends AbstractEventStore {

    private final Tailer<TrackedEventMessage<?>> tailer;

    LedgerEventStore(LedgerStorageEngine engine, Tailer<TrackedEventMessage<?>> tailer) {
        super(new Builder() {}.storageEngine(engine));
        this.tailer = tailer;
    }

    /** All events after the token, which may point into a commit; without a token, all events from the first on. */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new EventStream(tailer.open(TrackingTokens.next(token)));
    }

    /** A stream for Axon's processors; new events are announced by the callback, so that processors need not poll. */
    private record EventStream(TailStream<TrackedEventMessage<?>> tail)
            implements BlockingStream<TrackedEventMessage<?>> {

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return tail.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return tail.await(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!tail.await(1, TimeUnit.HOURS)) {
                if (tail.isClosed()) {
                    throw new IllegalStateException("the tail of the ledger is closed");
                }
            }
            return tail.take();
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            tail.onAvailable(callback);
            return true;
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
