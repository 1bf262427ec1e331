package org.keyledger.ledger.axon;

import java.util.List;
import java.util.stream.Stream;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** All commits that end after a position, read in pages. */
record CommitStream(Ledger ledger, Position from) {

    private static final int READ_BATCH_SIZE = 128;

    Stream<RecordedCommit> stream() {
        return Stream.iterate(
                        read(from),
                        page -> !page.isEmpty(),
                        page -> read(page.get(page.size() - 1).next()))
                .flatMap(List::stream);
    }

    private List<RecordedCommit> read(Position position) {
        return ledger.read(position, READ_BATCH_SIZE).stream()
                .filter(commit -> position.isBefore(commit.next()))
                .toList();
    }
}
