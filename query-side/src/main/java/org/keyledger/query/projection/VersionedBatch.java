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
    private final String number;
    private final Map<DocumentKey, PendingWrite> drafts = new LinkedHashMap<>();

    private record DocumentKey(String view, String id) {}

    VersionedBatch(Batch batch, String number) {
        this.batch = batch;
        this.number = number;
    }

    Optional<PendingWrite> draft(String view, String id) {
        return Optional.ofNullable(drafts.get(new DocumentKey(view, id)));
    }

    /**
     * Writes it later, in the place of the one that waits already.
     *
     * @param draft of a new document, or with the unique keys that the stored one has: in which order drafts are written
     *     must not matter
     */
    void keep(PendingWrite draft) {
        drafts.put(new DocumentKey(draft.view(), draft.id()), draft);
    }

    private void write() {
        drafts.values()
                .forEach(
                        draft -> batch.put(draft.view() + number, draft.sealed().get()));
        drafts.clear();
    }

    @Override
    public Optional<Document> find(String view, String id) {
        var draft = draft(view, id);
        return draft.isPresent() ? draft.map(it -> it.sealed().get()) : batch.find(view + number, id);
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        write();
        return batch.findUnique(view + number, index, key);
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        write();
        return batch.all(view + number, index, partition);
    }

    @Override
    public void put(String view, Document document) {
        drafts.remove(new DocumentKey(view, document.id()));
        batch.put(view + number, document);
    }

    @Override
    public void remove(String view, String id) {
        drafts.remove(new DocumentKey(view, id));
        batch.remove(view + number, id);
    }

    @Override
    public void saveCheckpoint(Checkpoint progress) {
        batch.saveCheckpoint(progress);
    }

    @Override
    public void commit() {
        write();
        batch.commit();
    }

    @Override
    public void close() {
        batch.close();
    }
}
