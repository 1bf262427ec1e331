package org.keyledger.ledger.axon;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.tail.Tailer;

/** Axon's event store: appends through the engine, streams from the node's one tail. */
public final class LedgerEventStore extends AbstractEventStore {

    private final Tailer<TrackedEventMessage<?>> tailer;

    LedgerEventStore(LedgerStorageEngine engine, Tailer<TrackedEventMessage<?>> tailer) {
        super(new Builder() {}.storageEngine(engine));
        this.tailer = tailer;
    }

    /** A stream of all events after the token, which may point into a commit; from the first event without one. */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new EventStream(tailer.open(TrackingTokens.next(token)));
    }
}
