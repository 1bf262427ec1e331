package org.keyledger.query.projecting;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Progress;

/** A batch whose views have the number of their edition behind their names. */
record NumberedBatch(Batch batch, String number) implements Batch {

    @Override
    public Optional<Document> find(String view, String id) {
        return batch.find(view + number, id);
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return batch.findUnique(view + number, index, key);
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        return batch.all(view + number, index, partition);
    }

    @Override
    public void put(String view, Document document) {
        batch.put(view + number, document);
    }

    @Override
    public void remove(String view, String id) {
        batch.remove(view + number, id);
    }

    @Override
    public void moveTo(Progress progress) {
        batch.moveTo(progress);
    }

    @Override
    public void commit() {
        batch.commit();
    }

    @Override
    public void close() {
        batch.close();
    }
}
