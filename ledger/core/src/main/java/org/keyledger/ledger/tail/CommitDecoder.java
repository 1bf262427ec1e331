package org.keyledger.ledger.tail;

import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * Decodes commits for the readers of a tail.
 *
 * @param <E> a decoded event
 */
public interface CommitDecoder<E> {

    /** The events of a commit in their order. */
    List<E> decode(RecordedCommit commit);

    Position positionOf(E event);
}
