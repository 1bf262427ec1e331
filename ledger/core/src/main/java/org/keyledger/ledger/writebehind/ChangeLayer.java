package org.keyledger.ledger.writebehind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.writebehind.ViewChanges.Change;

/** Changes of one projection and the checkpoint that belongs to them; written to the store as one batch. */
final class ChangeLayer {

    private final String projection;
    private final Optional<Checkpoint> from;
    /** By the name that an alias resolves to, which no write changes while there are changes. */
    private final Map<String, ViewChanges> views = new HashMap<>();

    private @Nullable Checkpoint checkpoint;

    /** @param from the checkpoint of the projection before these changes */
    ChangeLayer(String projection, Optional<Checkpoint> from) {
        this.projection = projection;
        this.from = from;
    }

    boolean belongsTo(String name) {
        return projection.equals(name);
    }

    boolean isOfSameProjection(ChangeLayer other) {
        return projection.equals(other.projection);
    }

    String projection() {
        return projection;
    }

    int size() {
        return views.values().stream().mapToInt(ViewChanges::size).sum();
    }

    @Nullable
    Change find(String view, String id) {
        ViewChanges changes = views.get(view);
        return changes == null ? null : changes.find(id);
    }

    /** Receives a change of a document. */
    interface ChangeReader {

        void read(String view, String id, Change change);
    }

    void forEach(ChangeReader reader) {
        views.forEach((view, changes) -> changes.byId().forEach((id, change) -> reader.read(view, id, change)));
    }

    void put(String view, String id, Change change) {
        views.computeIfAbsent(view, it -> new ViewChanges()).put(id, change);
    }

    void addTo(ViewChanges earlier, String view) {
        ViewChanges changes = views.get(view);
        if (changes != null) {
            earlier.putAll(changes);
        }
    }

    Optional<Checkpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    void saveCheckpoint(Checkpoint reached) {
        checkpoint = reached;
    }

    void addAll(ChangeLayer later) {
        later.forEach(this::put);
        checkpoint = later.checkpoint == null ? checkpoint : later.checkpoint;
    }

    /** @throws Views.ConcurrentProjectionException if another owner has advanced the projection in the store */
    void writeTo(Views store) {
        try (Batch batch = store.begin(projection, from)) {
            views.forEach((view, changes) -> write(view, changes, batch));
            checkpoint().ifPresent(batch::saveCheckpoint);
            batch.commit();
        }
    }

    /** Unique keys that documents give up are free before another document gets them. */
    private static void write(String view, ViewChanges changes, Batch batch) {
        changes.byId().forEach((id, change) -> {
            if (change.document() == null || change.movesUniqueKey()) {
                batch.remove(view, id);
            }
        });
        List<Document> documents = changes.documents().toList();
        documents.stream().filter(it -> it.unique().isEmpty()).forEach(it -> batch.put(view, it));
        documents.stream().filter(it -> !it.unique().isEmpty()).forEach(it -> batch.put(view, it));
    }
}
