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
 * The sightings as they are stored. No event makes them, so they belong to no edition of the read models and outlive
 * every rebuild; they stand at the first position and move no projection.
 */
final class LastUsedStore {

    private static final String NAME = "sightings";
    /** A batch keeps the projections from writing; a small one lets them in between. */
    private static final int WRITE_BATCH_SIZE = 1_000;

    private final Views views;

    LastUsedStore(Views views) {
        this.views = views;
    }

    /** By the ids as they are spelled; none for what was never seen. */
    Map<String, Long> find(Collection<?> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var spelled = ids.stream().map(Object::toString).collect(toSet());
        return views.findAll(NAME, spelled).stream().collect(toMap(Document::id, LastUsedStore::toSecond));
    }

    private static Long toSecond(Document document) {
        return Long.valueOf(new String(document.body(), UTF_8));
    }

    void write(Map<Object, Long> seconds) {
        var all = List.copyOf(seconds.entrySet());
        for (var from = 0; from < all.size(); from += WRITE_BATCH_SIZE) {
            var news = effectiveChanges(all.subList(from, Math.min(all.size(), from + WRITE_BATCH_SIZE)));
            if (!news.isEmpty()) {
                try (var batch = views.begin(NAME, Optional.empty())) {
                    news.forEach(entry -> write(entry, batch));
                    batch.commit();
                }
            }
        }
    }

    /** Without what is over and was never written, or is removed already: a replay tells of all that ever ended. */
    private List<Map.Entry<Object, Long>> effectiveChanges(List<Map.Entry<Object, Long>> entries) {
        var over = entries.stream().filter(LastUsedStore::isTombstone).map(Map.Entry::getKey);
        var written = find(over.toList()).keySet();
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
