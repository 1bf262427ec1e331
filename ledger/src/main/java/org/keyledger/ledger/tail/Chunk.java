package org.keyledger.ledger.tail;

import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** One commit, checked against the one before by who read it, and decoded. */
record Chunk<E>(RecordedCommit commit, List<E> events) {

    static <E> Chunk<E> of(RecordedCommit commit, Decoder<E> decoder) {
        return new Chunk<>(commit, decoder.decode(commit));
    }

    boolean holds(Position position) {
        return !position.isBefore(commit.first()) && position.isBefore(commit.next());
    }
}
