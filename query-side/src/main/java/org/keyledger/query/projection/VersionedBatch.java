package org.keyledger.query.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;

/**
 * A batch whose views have the number of their edition behind their names. Drafts wait until it is committed, or somebody
 * looks for more than one document.
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
     * Writes it later, in the place of the one that waits already.
     *
     * @param draft of a new document, or with the unique keys that the stored one has: in which order drafts are written
     *     must not matter
     */
    void defer(PendingWrite draft) {
        pendingWrites.put(new DocumentKey(draft.view(), draft.id()), draft);
    }

    private void flush() {
        pendingWrites
                .values()
                .forEach(draft ->
                        batch.put(draft.view() + suffix, draft.encoded().get()));
        pendingWrites.clear();
    }

    @Override
    public Optional<Document> find(String view, String id) {
        var draft = pendingWrite(view, id);
        return draft.isPresent() ? draft.map(it -> it.encoded().get()) : batch.find(view + suffix, id);
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
