package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.PositionedEvent;

/**
 * The histories that were read last, each from its beginning, as they are recorded: sealed. A history never shrinks and
 * nothing in it changes, so what is here is true, and the store is asked only for what follows it.
 */
final class HistoryCache {

    /** About what an entry takes in memory besides its payload and metadata. */
    private static final int EVENT_OVERHEAD_BYTES = 600;

    private final Map<String, CachedHistory> histories = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long size;

    private record CachedHistory(List<PositionedEvent> events, long size) {}

    /** @param atMost how many bytes are kept, about */
    HistoryCache(long atMost) {
        this.maxBytes = atMost;
    }

    /** What is known of a history, from sequence 0 without a gap; perhaps nothing. */
    synchronized List<PositionedEvent> get(String aggregate) {
        CachedHistory known = histories.get(aggregate);
        return known == null ? List.of() : known.events();
    }

    /** Learns what follows; answers the whole. */
    List<PositionedEvent> append(String aggregate, List<PositionedEvent> known, List<PositionedEvent> more) {
        List<PositionedEvent> whole = new ArrayList<>(known.size() + more.size());
        whole.addAll(known);
        whole.addAll(more);
        if (whole.get(whole.size() - 1).event().sequence() == whole.size() - 1) {
            put(aggregate, new CachedHistory(Collections.unmodifiableList(whole), sizeOf(whole)));
        }
        return Collections.unmodifiableList(whole);
    }

    private synchronized void put(String aggregate, CachedHistory longer) {
        CachedHistory before = histories.get(aggregate);
        if (before != null && before.events().size() >= longer.events().size()) {
            return;
        }
        histories.put(aggregate, longer);
        size += longer.size() - (before == null ? 0 : before.size());
        Iterator<CachedHistory> eldest = histories.values().iterator();
        while (size > maxBytes) {
            size -= eldest.next().size();
            eldest.remove();
        }
    }

    private static long sizeOf(List<PositionedEvent> entries) {
        long bytes = 0;
        for (PositionedEvent recorded : entries) {
            EventRecord entry = recorded.event();
            bytes += EVENT_OVERHEAD_BYTES + entry.payload().length + entry.metadata().length;
        }
        return bytes;
    }
}
