package org.keyledger.query.projection;

import java.util.function.Supplier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.ProjectionGroup;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.epoch.Epochs;

/** One edition of all read models, and the group of projections that writes them. */
public final class ReadModels {

    /** The one processing group of all projections, and what their progress is stored under. */
    public static final String GROUP = "projections";

    private final ViewGeneration generation;
    private final Ledger ledger;
    private final Epochs epochs;
    private final EncryptedJsonCodec json;
    private final ProjectionGroup group;
    private final Supplier<VersionedBatch> batch;
    private final ReadModelProgress progress;

    ReadModels(ViewGeneration generation, Ledger ledger, EncryptedJsonCodec json, ClaimOwner node) {
        this.generation = generation;
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
        this.json = json;
        this.group =
                new ProjectionGroup(GROUP, generation, node, epochs.present().epoch());
        this.batch = () -> (VersionedBatch) group.batch();
        this.progress = new ReadModelProgress(ledger, group.status());
    }

    public <D> View<D> view(ViewDefinition<D> definition) {
        return new View<>(definition, generation, batch, json);
    }

    /** The position of the next event: all before it is in the views. */
    public Position nextPosition() {
        return generation.checkpoint(GROUP).map(Checkpoint::next).orElse(Position.FIRST);
    }

    /** How far these read models see. */
    public ReadModelProgress progress() {
        return progress;
    }

    /** A ledger may have been set back, to a backup say; read models of what it lost would skip what comes next. */
    void requireNotAhead() {
        var shared = epochs.commonPrefixWith(group.epoch());
        if (ledger.nextPosition().isBefore(nextPosition()) || shared.isBefore(nextPosition())) {
            throw new StorageOpenException(
                    "the read models have seen " + nextPosition() + " events, and the ledger holds "
                            + (shared.isBefore(ledger.nextPosition()) ? shared : ledger.nextPosition())
                            + " of those: it was set back. Make them anew with ./keyledger rebuild");
        }
    }

    ProjectionGroup group() {
        return group;
    }
}
