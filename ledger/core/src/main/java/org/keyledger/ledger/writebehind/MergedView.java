package org.keyledger.ledger.writebehind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Page;

/**
 * A view of the store with changes that the store does not contain yet. A changed document is read from the changes only, so
 * it does not matter whether the store receives these changes meanwhile.
 */
final class MergedView {

    /** How many documents of a partition are read with one request to the store. */
    private static final int READ_SIZE = 500;

    private final Views store;
    private final String view;
    private final ViewChanges changes;

    /** @param view as the caller names it, directly or by an alias */
    MergedView(Views store, String view, ViewChanges changes) {
        this.store = store;
        this.view = view;
        this.changes = changes;
    }

    Optional<Document> findUnique(String index, String key) {
        return changes.findUnique(index, key)
                .or(() -> store.findUnique(view, index, key).filter(it -> !changes.contains(it)));
    }

    /** Always reads the store too, so that the response time does not reveal where a document is. */
    Optional<Document> ceiling(String index, String key) {
        Optional<Document> stored = store.ceiling(view, index, key);
        while (stored.filter(changes::contains).isPresent()) {
            stored = store.ceiling(view, index, stored.get().unique().get(index) + '\0');
        }
        return Stream.concat(stored.stream(), changes.ceiling(index, key).stream())
                .min(DocumentOrder.byUniqueKey(index));
    }

    Page page(String index, String partition, Optional<String> cursor, int limit) {
        if (changes.isEmpty()) {
            return store.page(view, index, partition, cursor, limit);
        }
        Optional<PageCursor> after = cursor.map(PageCursor::decode);
        List<Document> stored = unchanged(index, partition, cursor, Math.addExact(limit, 1));
        Stream<Document> changed = changes.partition(index, partition)
                .filter(it -> after.isEmpty()
                        || DocumentOrder.BY_SORT_KEY.compare(PageCursor.after(it, index), after.get()) < 0);
        return PageCursor.page(
                merge(stored, changed, DocumentOrder.descending(index), Math.addExact(limit, 1)), index, limit);
    }

    /** Every document of the partition, in descending order. */
    List<Document> all(String index, String partition) {
        return merge(
                unchanged(index, partition, Optional.empty(), Integer.MAX_VALUE),
                changes.partition(index, partition),
                DocumentOrder.descending(index),
                Integer.MAX_VALUE);
    }

    /** The first stored documents of a partition that are not changed. */
    private List<Document> unchanged(String index, String partition, Optional<String> cursor, int limit) {
        List<Document> found = new ArrayList<>();
        Optional<String> next = cursor;
        do {
            Page page = store.page(view, index, partition, next, Math.min(limit, READ_SIZE));
            page.documents().stream().filter(it -> !changes.contains(it)).forEach(found::add);
            next = page.cursor();
        } while (next.isPresent() && found.size() < limit);
        return found;
    }

    List<Document> scan(Optional<String> after, int limit) {
        List<Document> stored = new ArrayList<>();
        Optional<String> next = after;
        List<Document> read;
        do {
            read = store.scan(view, next, limit);
            read.stream().filter(it -> !changes.contains(it)).forEach(stored::add);
            next = read.isEmpty() ? next : Optional.of(read.get(read.size() - 1).id());
        } while (read.size() == limit && stored.size() < limit);
        Stream<Document> changed = changes.documents()
                .filter(it -> after.isEmpty() || DocumentOrder.TEXT.compare(it.id(), after.get()) > 0);
        return merge(stored, changed, DocumentOrder.BY_ID, limit);
    }

    private static List<Document> merge(
            List<Document> stored, Stream<Document> changed, Comparator<Document> order, int limit) {
        return Stream.concat(stored.stream(), changed)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    long count() {
        long replaced = changes.isEmpty()
                ? 0
                : store.findAll(view, changes.byId().keySet()).size();
        return store.count(view) - replaced + changes.documents().count();
    }
}
