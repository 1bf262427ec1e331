package org.keyledger.query.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;

/**
 * A batch that appends the generation number to view names. Writes are deferred until commit, or until a read that
 * concerns more than one document.
 */
final class VersionedBatch implements Batch {

    private final Batch batch;
    private final String suffix;
    private final Map<DocumentKey, PendingWrite> pendingWrites = new LinkedHashMap<>();

    private record DocumentKey(String view, String id) {}

    VersionedBatch(Batch batch, String suffix) {
        this.batch = batch;
        this.suffix = suffix;
    }

    Optional<PendingWrite> pendingWrite(String view, String id) {
        return Optional.ofNullable(pendingWrites.get(new DocumentKey(view, id)));
    }

    /**
     * Defers a write, replacing an earlier deferred write of the same document.
     *
     * @param write of a new document, or of one whose unique keys have not changed, because the order of deferred
     *     writes must not matter
     */
    void defer(PendingWrite write) {
        pendingWrites.put(new DocumentKey(write.view(), write.id()), write);
    }

    private void flush() {
        pendingWrites
                .values()
                .forEach(write ->
                        batch.put(write.view() + suffix, write.encoded().get()));
        pendingWrites.clear();
    }

    @Override
    public Optional<Document> find(String view, String id) {
        var write = pendingWrite(view, id);
        return write.isPresent() ? write.map(pending -> pending.encoded().get()) : batch.find(view + suffix, id);
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        flush();
        return batch.findUnique(view + suffix, index, key);
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        flush();
        return batch.all(view + suffix, index, partition);
    }

    @Override
    public void put(String view, Document document) {
        pendingWrites.remove(new DocumentKey(view, document.id()));
        batch.put(view + suffix, document);
    }

    @Override
    public void remove(String view, String id) {
        pendingWrites.remove(new DocumentKey(view, id));
        batch.remove(view + suffix, id);
    }

    @Override
    public void saveCheckpoint(Checkpoint progress) {
        batch.saveCheckpoint(progress);
    }

    @Override
    public void commit() {
        flush();
        batch.commit();
    }

    @Override
    public void close() {
        batch.close();
    }
}
