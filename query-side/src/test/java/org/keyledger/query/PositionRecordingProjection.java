package org.keyledger.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ProjectionDefinition;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** A projection that records the position of each event, so that skipped and repeated events are detected. */
final class PositionRecordingProjection {

    private static final String VIEW = "witness";
    private static final String ONLY = "only";

    private final View<RecordedPositions> positions;
    private final LongConsumer before;

    record RecordedPositions(List<Long> positions) {

        RecordedPositions and(long position) {
            var more = new ArrayList<>(positions);
            more.add(position);
            return new RecordedPositions(more);
        }
    }

    private PositionRecordingProjection(ReadModels models, LongConsumer before) {
        this.positions = models.view(ViewDefinition.of(VIEW, RecordedPositions.class));
        this.before = before;
    }

    static ProjectionDefinition definition(LongConsumer before) {
        return new ProjectionDefinition(List.of(VIEW), models -> new PositionRecordingProjection(models, before));
    }

    static ProjectionDefinition definition() {
        return definition(position -> {});
    }

    /** The recorded positions, as read from the read models. */
    static List<Long> recordedPositions(QuerySideNode node) {
        return node.models()
                .view(ViewDefinition.of(VIEW, RecordedPositions.class))
                .find(ONLY)
                .map(RecordedPositions::positions)
                .orElse(List.of());
    }

    @EventHandler
    void on(Object event, Position position) {
        before.accept(position.value());
        if (position.value() == 0) {
            positions.put(ONLY, position, new RecordedPositions(List.of(0L)));
        } else {
            positions.change(ONLY, position, noted -> noted.and(position.value()));
        }
    }
}
