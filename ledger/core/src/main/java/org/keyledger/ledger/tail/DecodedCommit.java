package org.keyledger.ledger.tail;

import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** One commit, checked against the one before by who read it, and decoded. */
record DecodedCommit<E>(RecordedCommit commit, List<E> events) {

    static <E> DecodedCommit<E> of(RecordedCommit commit, CommitDecoder<E> decoder) {
        return new DecodedCommit<>(commit, decoder.decode(commit));
    }

    boolean contains(Position position) {
        return !position.isBefore(commit.first()) && position.isBefore(commit.next());
    }
}
