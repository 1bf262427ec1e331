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
 * Makes the read models anew from the first event, beside the old ones, by the same projections. Works on an opened
 * store that no service serves from: a node keeps to the edition that it started with.
 */
public final class ReadModelRebuild {

    private final Views views;
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final List<ProjectionDefinition> projections;
    private final ClaimOwner claimOwner;

    /**
     * How far a rebuild has come.
     *
     * @param done events that are in the new read models
     * @param head events in the ledger
     */
    public record Progress(long done, long head) {}

    /** It could not be done, and nothing was changed. */
    public static final class RebuildFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private RebuildFailedException(IllegalStateException cause) {
            super(
                    "the read models cannot be made anew, and are as they were: " + cause.getMessage()
                            + " (keyledger.log in the data folder has the whole story)",
                    cause);
        }
    }

    /** @param axon reads the events; its tail is started if it was not */
    public ReadModelRebuild(
            Views views, Ledger ledger, LedgerAxonAdapter axon, List<ProjectionDefinition> projections, Clock clock) {
        this.views = views;
        this.ledger = ledger;
        this.axon = axon;
        this.projections = List.copyOf(projections);
        this.claimOwner = ClaimOwner.named("rebuild", clock);
    }

    /**
     * Fills new read models up to the head of this moment, lets them take the place of the old and drops those.
     *
     * @param listener told before the first batch and after each
     * @return how many events they are made of
     * @throws RebuildFailedException if the ledger cannot be read or a projection fails; the old ones stand
     */
    public long run(Consumer<Progress> listener) throws InterruptedException {
        var end = ledger.nextPosition();
        var rebuilt = fillNext(ViewGeneration.current(views), end, listener);
        rebuilt.activate();
        rebuilt.dropOthers(viewNames());
        return end.value();
    }

    /**
     * Fills new read models as far as the present ones have come, compares and drops them; nothing is changed.
     *
     * @throws RebuildFailedException likewise
     * @throws StorageOpenException if the read models have seen events that the ledger does not hold
     */
    public Differences differences(Consumer<Progress> listener) throws InterruptedException {
        var current = ViewGeneration.current(views);
        var models = models(current);
        models.requireNotAhead();
        try {
            var rebuilt = fillNext(current, models.nextPosition(), listener);
            return new ReadModelDiff(current, rebuilt, axon.jsonCodec()).compareAll(viewNames());
        } finally {
            current.dropOthers(viewNames());
        }
    }

    /** Drops what one that was cut short has left, so that no more than two editions lie on the disk. */
    private ViewGeneration fillNext(ViewGeneration current, Position end, Consumer<Progress> listener)
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
        return new ReadModels(generation, ledger, axon.jsonCodec(), claimOwner);
    }

    private List<String> viewNames() {
        return projections.stream()
                .flatMap(projection -> projection.views().stream())
                .toList();
    }
}
