package org.keyledger.ledger.writebehind;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.writebehind.ViewChanges.Change;

/**
 * Documents as the store contains them, those that were read most recently, and ids that it does not contain. Only this
 * process writes the store, so they are current as long as each flush is applied to them. Not thread-safe.
 */
final class StoredDocuments {

    /** Of an id and of a small body with its index keys. */
    private static final int ENTRY_OVERHEAD_BYTES = 500;

    private final Map<DocumentKey, Change> documents = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxBytes;
    private int bytes;

    private record DocumentKey(String view, String id) {}

    /** @param maxBytes of memory, about */
    StoredDocuments(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The document, a change without one if the store does not contain it, or null if that is not known. */
    @Nullable
    Change find(String view, String id) {
        return documents.get(new DocumentKey(view, id));
    }

    /** Remembers what was read from the store. */
    void put(String view, String id, Change read) {
        Change before = documents.put(new DocumentKey(view, id), read);
        bytes += bytesOf(read) - (before == null ? 0 : bytesOf(before));
        for (var oldest = documents.values().iterator(); bytes > maxBytes && oldest.hasNext(); ) {
            bytes -= bytesOf(oldest.next());
            oldest.remove();
        }
    }

    /** The store contains these changes now. Only a document that was read before is still remembered. */
    void apply(ChangeLayer flushed) {
        flushed.forEach((view, id, change) -> {
            Change before = find(view, id);
            if (before != null && before.state().isEmpty()) {
                forget(view, id);
            } else if (before != null) {
                put(view, id, change);
            }
        });
    }

    private void forget(String view, String id) {
        documents.remove(new DocumentKey(view, id));
        bytes -= bytesOf(Change.REMOVED);
    }

    void clear() {
        documents.clear();
        bytes = 0;
    }

    private static int bytesOf(Change change) {
        return ENTRY_OVERHEAD_BYTES
                + change.state().map(document -> document.body().length).orElse(0);
    }
}
