package org.keyledger.query.projection;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Rebuilds the read models from the first event with the same projections, beside the current ones. Requires a store
 * that no service uses, because a node keeps the generation that was current at its start.
 */
public final class ReadModelRebuild {

    private final Views views;
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final List<ProjectionDefinition> projections;
    private final ClaimOwner claimOwner;
    private final Clock clock;

    /**
     * Progress of a rebuild.
     *
     * @param done how many events the new read models contain
     * @param head how many events the ledger contains
     */
    public record Progress(long done, long head) {}

    /** Thrown if the ledger could not be read or a projection failed. Nothing was changed. */
    public static final class RebuildFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private RebuildFailedException(IllegalStateException cause) {
            super(
                    "Could not rebuild read models, nothing was changed: " + cause.getMessage()
                            + ". See keyledger.log in the data folder for details",
                    cause);
        }
    }

    /** @param axon reads the events; its tail is started if necessary */
    public ReadModelRebuild(
            Views views, Ledger ledger, LedgerAxonAdapter axon, List<ProjectionDefinition> projections, Clock clock) {
        this.views = views;
        this.ledger = ledger;
        this.axon = axon;
        this.projections = List.copyOf(projections);
        this.claimOwner = ClaimOwner.named("rebuild", clock);
        this.clock = clock;
    }

    /**
     * Builds new read models up to the current head, activates them and drops the old ones.
     *
     * @param listener called before the first batch and after each batch
     * @return how many events the new read models contain
     * @throws RebuildFailedException if the ledger cannot be read or a projection fails; the old read models stay
     *     active
     */
    public long run(Consumer<Progress> listener) throws InterruptedException {
        var end = ledger.nextPosition();
        var rebuilt = buildNext(ViewGeneration.current(views), end, listener);
        rebuilt.activate();
        rebuilt.dropOthers(viewNames());
        return end.value();
    }

    /**
     * Builds read models up to the position of the current ones, compares both and drops the new ones; nothing is
     * changed.
     *
     * @throws RebuildFailedException if the ledger cannot be read or a projection fails
     * @throws StorageOpenException if the read models contain events that the ledger does not contain
     */
    public Differences differences(Consumer<Progress> listener) throws InterruptedException {
        var current = ViewGeneration.current(views);
        var models = models(current);
        models.requireNotAhead();
        try {
            var rebuilt = buildNext(current, models.nextPosition(), listener);
            return new ReadModelDiff(current, rebuilt, axon.jsonCodec(), clock.instant()).compareAll(viewNames());
        } finally {
            current.dropOthers(viewNames());
        }
    }

    /** Drops the views of an interrupted rebuild first, so that at most two generations exist. */
    private ViewGeneration buildNext(ViewGeneration current, Position end, Consumer<Progress> listener)
            throws InterruptedException {
        current.dropOthers(viewNames());
        var rebuilt = current.nextUnused();
        listener.accept(new Progress(0, end.value()));
        try {
            new ProjectionRegistry(models(rebuilt), projections)
                    .replay(axon)
                    .replayUpTo(end, next -> listener.accept(new Progress(next.value(), end.value())));
        } catch (IllegalStateException e) {
            throw new RebuildFailedException(e);
        }
        return rebuilt;
    }

    private ReadModels models(ViewGeneration generation) {
        return new ReadModels(generation, ledger, axon.jsonCodec(), new OpenedDocuments(), claimOwner);
    }

    private List<String> viewNames() {
        return projections.stream()
                .flatMap(projection -> projection.views().stream())
                .toList();
    }
}
