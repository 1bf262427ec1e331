package org.keyledger.ledger.tailing;

import java.util.List;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** One commit, decoded. */
record Chunk<E>(Position first, Position next, Hash previous, Hash hash, List<E> events) {

    static <E> Chunk<E> of(RecordedCommit commit, Decoder<E> decoder) {
        return new Chunk<>(commit.first(), commit.next(), commit.previous(), commit.hash(), decoder.decode(commit));
    }

    boolean holds(Position position) {
        return !position.isBefore(first) && position.isBefore(next);
    }
}
