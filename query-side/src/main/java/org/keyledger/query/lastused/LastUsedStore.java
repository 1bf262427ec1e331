package org.keyledger.query.lastused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Document;

/**
 * Stores when keys and sessions were last used. The times do not come from events, so they belong to no generation of
 * the read models and survive every rebuild; their documents have the first position, so that they do not affect any
 * projection.
 */
final class LastUsedStore {

    /** The view name is stored and must not change. */
    private static final String NAME = "sightings";
    /** A batch blocks writes of the projections, so batches are kept small. */
    private static final int WRITE_BATCH_SIZE = 1_000;

    private final Views views;

    LastUsedStore(Views views) {
        this.views = views;
    }

    /** Epoch seconds by the text form of the id; ids without a recorded use are missing. */
    Map<String, Long> find(Collection<?> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var texts = ids.stream().map(Object::toString).collect(toSet());
        return views.findAll(NAME, texts).stream().collect(toMap(Document::id, LastUsedStore::toSecond));
    }

    private static Long toSecond(Document document) {
        return Long.valueOf(new String(document.body(), UTF_8));
    }

    void write(Map<Object, Long> seconds) {
        var all = List.copyOf(seconds.entrySet());
        for (var from = 0; from < all.size(); from += WRITE_BATCH_SIZE) {
            var changes = effectiveChanges(all.subList(from, Math.min(all.size(), from + WRITE_BATCH_SIZE)));
            if (!changes.isEmpty()) {
                try (var batch = views.begin(NAME, Optional.empty())) {
                    changes.forEach(entry -> write(entry, batch));
                    batch.commit();
                }
            }
        }
    }

    /**
     * Omits removals of entries that were never written or are already removed, because a replay reports every ended
     * key and session again.
     */
    private List<Map.Entry<Object, Long>> effectiveChanges(List<Map.Entry<Object, Long>> entries) {
        var removed = entries.stream().filter(LastUsedStore::isTombstone).map(Map.Entry::getKey);
        var written = find(removed.toList()).keySet();
        return entries.stream()
                .filter(entry ->
                        !isTombstone(entry) || written.contains(entry.getKey().toString()))
                .toList();
    }

    private static void write(Map.Entry<Object, Long> entry, Batch batch) {
        if (isTombstone(entry)) {
            batch.remove(NAME, entry.getKey().toString());
        } else {
            batch.put(NAME, toDocument(entry.getKey(), entry.getValue()));
        }
    }

    private static boolean isTombstone(Map.Entry<Object, Long> entry) {
        return entry.getValue().equals(LastUsedTracker.TOMBSTONE);
    }

    private static Document toDocument(Object id, Long second) {
        var body = second.toString().getBytes(UTF_8);
        return new Document(id.toString(), Position.FIRST, body, Map.of(), Map.of());
    }
}
