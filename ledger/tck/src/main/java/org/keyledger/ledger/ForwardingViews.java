package org.keyledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Views that pass every call on, for tests that change some calls. Closing them leaves the others open. */
public class ForwardingViews implements Views {

    private final Views views;

    protected ForwardingViews(Views views) {
        this.views = views;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return views.find(view, id);
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return views.findAll(view, ids);
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return views.findUnique(view, index, key);
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return views.ceiling(view, index, key);
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        return views.page(view, index, partition, cursor, limit);
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return views.scan(view, after, limit);
    }

    @Override
    public long count(String view) {
        return views.count(view);
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return views.checkpoint(projection);
    }

    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        return views.begin(projection, from);
    }

    @Override
    public void drop(String view) {
        views.drop(view);
    }

    @Override
    public void assignAlias(String alias, String view) {
        views.assignAlias(alias, view);
    }

    @Override
    public String resolveAlias(String alias) {
        return views.resolveAlias(alias);
    }

    @Override
    public void close() {}

    /** A batch that passes every call on. */
    public static class ForwardingBatch implements Batch {

        private final Batch batch;

        public ForwardingBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public Optional<Document> find(String view, String id) {
            return batch.find(view, id);
        }

        @Override
        public Optional<Document> findUnique(String view, String index, String key) {
            return batch.findUnique(view, index, key);
        }

        @Override
        public List<Document> all(String view, String index, String partition) {
            return batch.all(view, index, partition);
        }

        @Override
        public void put(String view, Document document) {
            batch.put(view, document);
        }

        @Override
        public void remove(String view, String id) {
            batch.remove(view, id);
        }

        @Override
        public void saveCheckpoint(Checkpoint checkpoint) {
            batch.saveCheckpoint(checkpoint);
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
}
