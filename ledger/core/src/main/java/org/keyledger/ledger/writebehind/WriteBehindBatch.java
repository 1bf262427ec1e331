package org.keyledger.ledger.writebehind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.writebehind.ViewChanges.Change;

/** A batch whose changes are in memory. It holds the lock of its views until it is closed, so no other changes them. */
final class WriteBehindBatch implements Batch {

    private final Views store;
    private final UnflushedChanges unflushed;
    private final UnaryOperator<String> aliases;
    private final ReentrantLock batchLock;
    private final ChangeLayer changes;
    private boolean ended;

    /** @param aliases resolves the name of a view */
    WriteBehindBatch(
            Views store,
            UnflushedChanges unflushed,
            UnaryOperator<String> aliases,
            ReentrantLock batchLock,
            ChangeLayer changes) {
        this.store = store;
        this.unflushed = unflushed;
        this.aliases = aliases;
        this.batchLock = batchLock;
        this.changes = changes;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        String resolved = aliases.apply(view);
        Change own = changes.find(resolved, id);
        return own == null ? unflushed.find(resolved, id, () -> store.find(view, id)) : own.state();
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return merged(view).findUnique(index, key);
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        return merged(view).all(index, partition);
    }

    private MergedView merged(String view) {
        String resolved = aliases.apply(view);
        ViewChanges all = unflushed.snapshot(resolved);
        changes.addTo(all, resolved);
        return new MergedView(store, view, all);
    }

    /**
     * @throws IllegalStateException if another document of the view has one of the unique keys
     * @throws IllegalArgumentException if an index has an invalid name
     */
    @Override
    public void put(String view, Document document) {
        StorePreconditions.requireIndexNames(document);
        Map<String, String> keysBefore = document.unique().isEmpty()
                ? Map.of()
                : find(view, document.id()).map(Document::unique).orElse(Map.of());
        document.unique().forEach((index, key) -> {
            if (!key.equals(keysBefore.get(index))) {
                requireFree(view, document, index, key);
            }
        });
        boolean movesUniqueKey =
                !keysBefore.isEmpty() && !document.unique().entrySet().containsAll(keysBefore.entrySet());
        changes.put(aliases.apply(view), document.id(), new Change(document, movesUniqueKey));
    }

    private void requireFree(String view, Document document, String index, String key) {
        if (findUnique(view, index, key)
                .filter(other -> !other.id().equals(document.id()))
                .isPresent()) {
            throw new IllegalStateException("another document of view " + view + " has the key of document "
                    + document.id() + " in unique index " + index);
        }
    }

    @Override
    public void remove(String view, String id) {
        changes.put(aliases.apply(view), id, Change.REMOVED);
    }

    @Override
    public void saveCheckpoint(Checkpoint checkpoint) {
        changes.saveCheckpoint(checkpoint);
    }

    /** @throws org.keyledger.ledger.StoreUnavailableException if too many changes wait to be written to the store */
    @Override
    public void commit() {
        if (ended) {
            throw new IllegalStateException("this batch of " + changes.projection() + " has ended: begin another one");
        }
        unflushed.add(changes);
        ended = true;
        release();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            release();
        }
    }

    private void release() {
        batchLock.unlock();
    }
}
