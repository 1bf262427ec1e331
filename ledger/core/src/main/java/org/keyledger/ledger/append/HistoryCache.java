package org.keyledger.ledger.append;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.PositionedEvent;

/**
 * Caches the event histories of aggregates, each from sequence 0, with encrypted fields as stored. A history only grows and
 * its events never change, so the store is read only for what follows the cached part.
 */
final class HistoryCache {

    /** About how many bytes of memory an event takes besides its payload and metadata. */
    private static final int EVENT_OVERHEAD_BYTES = 600;

    private final CommitReader store;
    private final Cache<String, List<PositionedEvent>> histories;

    /** @param maxBytes about how many bytes are cached */
    HistoryCache(CommitReader store, long maxBytes) {
        this.store = store;
        this.histories = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(HistoryCache::sizeOf)
                .executor(Runnable::run)
                .build();
    }

    /** All events of an aggregate. */
    List<PositionedEvent> readEvents(String aggregateId) {
        List<PositionedEvent> cached = get(aggregateId);
        List<PositionedEvent> more = store.readEvents(aggregateId, cached.size());
        return more.isEmpty() ? cached : append(aggregateId, cached, more);
    }

    /** The cached part of a history, from sequence 0 without gaps; may be empty. */
    List<PositionedEvent> get(String aggregateId) {
        List<PositionedEvent> cached = histories.getIfPresent(aggregateId);
        return cached == null ? List.of() : cached;
    }

    /** Adds what follows the cached part; returns the whole history. A history with a gap is not cached. */
    List<PositionedEvent> append(String aggregateId, List<PositionedEvent> cached, List<PositionedEvent> more) {
        List<PositionedEvent> events = new ArrayList<>(cached.size() + more.size());
        events.addAll(cached);
        events.addAll(more);
        List<PositionedEvent> history = Collections.unmodifiableList(events);
        if (history.get(history.size() - 1).event().sequence() == history.size() - 1) {
            histories.asMap().merge(aggregateId, history, (old, read) -> old.size() >= read.size() ? old : read);
        }
        return history;
    }

    private static int sizeOf(String aggregateId, List<PositionedEvent> history) {
        long bytes = 0;
        for (PositionedEvent it : history) {
            bytes += EVENT_OVERHEAD_BYTES + it.event().payload().length + it.metadata().length;
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
