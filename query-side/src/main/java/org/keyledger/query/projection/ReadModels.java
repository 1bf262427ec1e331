package org.keyledger.query.projection;

import java.util.Optional;
import java.util.function.Supplier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.ProjectionGroup;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.epoch.Epochs;

/** One generation of all read models, and the group of projections that writes it. */
public final class ReadModels {

    /** The group of all projections; their progress is stored under this name. */
    public static final String GROUP = "projections";

    private final ViewGeneration generation;
    private final Ledger ledger;
    private final Epochs epochs;
    private final EncryptedJsonCodec json;
    private final OpenedDocuments opened;
    private final ProjectionGroup group;
    private final Supplier<VersionedBatch> batch;
    private final ReadModelProgress progress;

    ReadModels(
            ViewGeneration generation,
            Ledger ledger,
            EncryptedJsonCodec json,
            OpenedDocuments opened,
            ClaimOwner node) {
        this.generation = generation;
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
        this.json = json;
        this.opened = opened;
        this.group =
                new ProjectionGroup(GROUP, generation, node, epochs.present().epoch());
        this.batch = () -> (VersionedBatch) group.batch();
        this.progress = new ReadModelProgress(ledger, group.status());
    }

    public <D> View<D> view(ViewDefinition<D> definition) {
        return new View<>(definition, generation, batch, json, opened);
    }

    /** The position after the last event that the views contain. */
    public Position nextPosition() {
        return generation.checkpoint(GROUP).map(Checkpoint::next).orElse(Position.FIRST);
    }

    /** The position that these read models have reached. */
    public ReadModelProgress progress() {
        return progress;
    }

    /** What was found to be damaged since the start, and the remedy; empty if nothing was found. */
    public Optional<String> damage() {
        return generation.damage();
    }

    /**
     * Refuses read models that are ahead of the ledger, for example after a backup of the ledger was restored: they
     * would skip the events that are appended next.
     *
     * @throws StorageOpenException if the read models contain events that the ledger does not contain
     */
    void requireNotAhead() {
        var shared = epochs.commonPrefixWith(group.epoch());
        if (ledger.nextPosition().isBefore(nextPosition()) || shared.isBefore(nextPosition())) {
            throw new StorageOpenException(
                    "Read models contain " + nextPosition() + " events, but the ledger contains only "
                            + (shared.isBefore(ledger.nextPosition()) ? shared : ledger.nextPosition())
                            + " of them: it was restored from a backup. Run ./keyledger rebuild");
        }
    }

    /**
     * Makes changes that no event causes, in a batch of their own.
     *
     * @throws org.keyledger.ledger.Views.ConcurrentProjectionException if another node writes the read models
     */
    <T> T inBatch(Supplier<T> changes) {
        return group.inBatch(changes);
    }

    ProjectionGroup group() {
        return group;
    }
}
