package org.keyledger.ledger.writebehind;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

/** Changes of one view that its store does not contain yet: the last state of each changed document. For one thread. */
final class ViewChanges {

    private final Map<String, Change> changes = new HashMap<>();

    /**
     * @param document null if it was removed
     * @param movesUniqueKey whether the stored document has another key in a unique index, which another document may get
     *     in the same batch
     */
    record Change(@Nullable Document document, boolean movesUniqueKey) {

        static final Change REMOVED = new Change(null, false);

        Optional<Document> state() {
            return Optional.ofNullable(document);
        }

        private Change followedBy(Change later) {
            return new Change(later.document, mayFreeKeys() || later.movesUniqueKey);
        }

        /** A document without unique keys is put without a look at the keys that it had before. */
        private boolean mayFreeKeys() {
            return movesUniqueKey || document == null || document.unique().isEmpty();
        }
    }

    int size() {
        return changes.size();
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean contains(Document document) {
        return changes.containsKey(document.id());
    }

    @Nullable
    Change find(String id) {
        return changes.get(id);
    }

    void put(String id, Change later) {
        changes.merge(id, later, Change::followedBy);
    }

    void putAll(ViewChanges later) {
        later.changes.forEach(this::put);
    }

    Map<String, Change> byId() {
        return changes;
    }

    Stream<Document> documents() {
        return changes.values().stream().flatMap(change -> change.state().stream());
    }

    Optional<Document> findUnique(String index, String key) {
        return documents().filter(it -> key.equals(it.unique().get(index))).findAny();
    }

    /** The document with the least key that is equal to or greater than {@code key}. */
    Optional<Document> ceiling(String index, String key) {
        return documents().filter(it -> isAtLeast(it.unique().get(index), key)).min(DocumentOrder.byUniqueKey(index));
    }

    private static boolean isAtLeast(@Nullable String found, String key) {
        return found != null && DocumentOrder.TEXT.compare(found, key) >= 0;
    }

    /** The documents of a partition, in no particular order. */
    Stream<Document> partition(String index, String partition) {
        return documents().filter(it -> isIn(it.ordered().get(index), partition));
    }

    private static boolean isIn(@Nullable IndexKey key, String partition) {
        return key != null && key.partitionKey().equals(partition);
    }
}
