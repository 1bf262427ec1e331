package org.keyledger.ledger.axon;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;

/**
 * Takes every event, also those that no projection cares for: then each is part of a batch, whose commit moves the
 * position and wakes who waits. Axon itself would store the position of a quiet segment only every five seconds.
 */
final class UnfilteredEventHandlerInvoker implements EventHandlerInvoker {

    private final EventHandlerInvoker delegate;

    UnfilteredEventHandlerInvoker(EventHandlerInvoker projections) {
        this.delegate = projections;
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        return true;
    }

    @Override
    public boolean canHandleType(Class<?> payloadType) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) throws Exception {
        delegate.handle(event, segment);
    }

    @Override
    public boolean supportsReset() {
        return false;
    }
}
