package org.keyledger.ledger.tail;

import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * Makes of a commit what its readers want.
 *
 * @param <E> an event as they see it
 */
public interface CommitDecoder<E> {

    /** The events of a commit in their order. */
    List<E> decode(RecordedCommit commit);

    Position positionOf(E event);
}
