package org.keyledger.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.Kind;
import org.keyledger.query.projection.Projection;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;

/** A projection that would show every event that is skipped or counted twice: it notes the position of each. */
final class Witness {

    private static final String VIEW = "witness";
    private static final String ONLY = "only";

    private final View<Noted> notes;
    private final LongConsumer before;

    record Noted(List<Long> positions) {

        Noted and(long position) {
            var more = new ArrayList<>(positions);
            more.add(position);
            return new Noted(more);
        }
    }

    private Witness(ReadModels models, LongConsumer before) {
        this.notes = models.view(Kind.of(VIEW, Noted.class));
        this.before = before;
    }

    static Projection projection(LongConsumer before) {
        return new Projection(List.of(VIEW), models -> new Witness(models, before));
    }

    static Projection projection() {
        return projection(position -> {});
    }

    /** What a reader of the read models sees. */
    static List<Long> seen(World world) {
        return world.models()
                .view(Kind.of(VIEW, Noted.class))
                .find(ONLY)
                .map(Noted::positions)
                .orElse(List.of());
    }

    @EventHandler
    void on(Object event, Position position) {
        before.accept(position.value());
        if (position.value() == 0) {
            notes.put(ONLY, position, new Noted(List.of(0L)));
        } else {
            notes.change(ONLY, position, noted -> noted.and(position.value()));
        }
    }
}
