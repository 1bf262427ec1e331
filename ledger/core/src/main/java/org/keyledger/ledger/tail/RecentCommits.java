package org.keyledger.ledger.tail;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.keyledger.ledger.Position;

/** The latest commits, decoded, up to a number of events. One thread adds, many read. */
final class RecentCommits<E> {

    private final ConcurrentSkipListMap<Position, DecodedCommit<E>> commits = new ConcurrentSkipListMap<>();
    private final int maxEvents;
    private int events;

    RecentCommits(int atMost) {
        this.maxEvents = atMost;
    }

    synchronized void add(DecodedCommit<E> chunk) {
        commits.put(chunk.commit().first(), chunk);
        events += chunk.events().size();
        while (events > maxEvents && commits.size() > 1) {
            events -= commits.pollFirstEntry().getValue().events().size();
        }
    }

    synchronized void clear() {
        commits.clear();
        events = 0;
    }

    Optional<DecodedCommit<E>> find(Position position) {
        return Optional.ofNullable(commits.floorEntry(position))
                .map(Map.Entry::getValue)
                .filter(chunk -> chunk.contains(position));
    }
}
