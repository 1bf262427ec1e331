package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.Position;

/** Applies every event of the ledger in order, on the thread of an {@link EventApplier}, which calls all methods. */
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
     * @param events at most {@link EventApplier#BATCH_SIZE}, not empty
     */
    void apply(List<TrackedEventMessage<?>> events);

    /** Called before each batch, and several times a second while there are no events. */
    default void tick() {}

    /** Called after a failure to read or apply events. */
    default void onFailure() {}

    /** Called when no more events are applied. */
    default void end() {}
}
