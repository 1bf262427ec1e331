package org.keyledger.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads of committed events.
 *
 * <p>A read returns nothing that a crash or an election could take back. It may throw any runtime exception if the store
 * cannot be reached.
 */
public interface CommitReader {

    /** The ledger's id and the epoch it was created in; the genesis hash is made of both. */
    LedgerIdentity identity();

    /** The commit with this id. */
    Optional<RecordedCommit> find(String commitId);

    /** At most {@code maxEvents} events of one aggregate from this sequence on, in sequence order. */
    List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents);

    /** All events of one aggregate from this sequence on, in sequence order, read in pages. */
    default List<PositionedEvent> readEvents(String aggregateId, long fromSequence) {
        int pageSize = 256;
        List<PositionedEvent> events = new ArrayList<>();
        List<PositionedEvent> page = readEvents(aggregateId, fromSequence, pageSize);
        while (!page.isEmpty()) {
            events.addAll(page);
            page = page.size() < pageSize
                    ? List.of()
                    : readEvents(aggregateId, page.get(page.size() - 1).event().sequence() + 1, pageSize);
        }
        return events;
    }

    /** The last sequence of an aggregate; empty if it has no event. */
    Optional<Long> lastSequence(String aggregateId);

    /**
     * Whole commits in order, beginning with the one that contains {@code from}.
     *
     * @param maxCommits at least 1; fewer are returned if they are large
     */
    List<RecordedCommit> read(Position from, int maxCommits);

    /** All commits that end at {@code from} or later, in order, read in pages. */
    default Stream<RecordedCommit> stream(Position from) {
        return Stream.iterate(
                        readPage(from),
                        page -> !page.isEmpty(),
                        page -> readPage(page.get(page.size() - 1).next()))
                .flatMap(List::stream);
    }

    /** The next commits that end at {@code from} or later, 128 at most; empty at the end of the ledger. */
    default List<RecordedCommit> readPage(Position from) {
        return read(from, 128).stream()
                .filter(commit -> from.isBefore(commit.next()))
                .toList();
    }

    /** The last commit; empty if the ledger has none. */
    Optional<RecordedCommit> head();
}
