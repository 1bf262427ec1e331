package org.keyledger.ledger.axon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.keyledger.ledger.Position;

/**
 * Lets projections handle the ledger from its first event to an end, as fast as they can. It claims nothing and waits for
 * nothing new; the group's progress is stored with each batch, as its processor would store it.
 */
public final class ProjectionReplay {

    /** How many events one batch takes at most. MongoDB advises against transactions of very many documents. */
    static final int BATCH_SIZE = 1024;

    private final ProjectionGroup group;
    private final LedgerAxonAdapter axon;
    private final List<AnnotationEventHandlerAdapter> projections;
    private final Map<Class<?>, List<AnnotationEventHandlerAdapter>> handlersOf = new HashMap<>();

    /**
     * @param group one without progress
     * @param projections whose methods handle events
     */
    public ProjectionReplay(ProjectionGroup group, LedgerAxonAdapter axon, List<?> projections) {
        this.group = group;
        this.axon = axon;
        this.projections =
                projections.stream().map(AnnotationEventHandlerAdapter::new).toList();
    }

    /**
     * Returns when every event before this position is handled.
     *
     * @param listener told after each batch where the next one begins
     * @throws IllegalStateException if the ledger cannot be read, or a projection failed
     */
    public void replayUpTo(Position end, Consumer<Position> listener) throws InterruptedException {
        try (ReadAheadReplay history = new ReadAheadReplay(axon, end, BATCH_SIZE)) {
            for (var events = history.take(); !events.isEmpty(); events = history.take()) {
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
            for (AnnotationEventHandlerAdapter projection : handlersOf(event.getPayloadType())) {
                projection.handle(event);
            }
        } catch (Exception e) {
            throw new IllegalStateException("a projection failed: " + e.getMessage(), e);
        }
    }

    private List<AnnotationEventHandlerAdapter> handlersOf(Class<?> type) {
        return handlersOf.computeIfAbsent(
                type,
                it -> projections.stream()
                        .filter(projection -> projection.canHandleType(it))
                        .toList());
    }
}
