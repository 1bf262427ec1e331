package org.keyledger.ledger.axon;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.tail.TailStream;

/** A stream of the tail as Axon's processors read it; they are called when there is something, and need not ask. */
final class EventStream implements BlockingStream<TrackedEventMessage<?>> {

    private final TailStream<TrackedEventMessage<?>> stream;

    EventStream(TailStream<TrackedEventMessage<?>> tail) {
        this.stream = tail;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return stream.peek();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        return stream.await(timeout, unit);
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!stream.await(1, TimeUnit.HOURS)) {
            if (stream.isClosed()) {
                throw new IllegalStateException("the tail was closed");
            }
        }
        return stream.take();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        stream.onAvailable(callback);
        return true;
    }

    @Override
    public void close() {
        stream.close();
    }
}
