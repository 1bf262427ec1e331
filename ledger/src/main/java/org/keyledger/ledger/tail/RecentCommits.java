package org.keyledger.ledger.tail;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.keyledger.ledger.Position;

/** The latest commits, decoded, up to a number of events. One thread adds, many read. */
final class RecentCommits<E> {

    private final ConcurrentSkipListMap<Position, DecodedCommit<E>> chunks = new ConcurrentSkipListMap<>();
    private final int atMost;
    private int events;

    RecentCommits(int atMost) {
        this.atMost = atMost;
    }

    synchronized void add(DecodedCommit<E> chunk) {
        chunks.put(chunk.commit().first(), chunk);
        events += chunk.events().size();
        while (events > atMost && chunks.size() > 1) {
            events -= chunks.pollFirstEntry().getValue().events().size();
        }
    }

    synchronized void clear() {
        chunks.clear();
        events = 0;
    }

    Optional<DecodedCommit<E>> at(Position position) {
        return Optional.ofNullable(chunks.floorEntry(position))
                .map(Map.Entry::getValue)
                .filter(chunk -> chunk.holds(position));
    }
}
