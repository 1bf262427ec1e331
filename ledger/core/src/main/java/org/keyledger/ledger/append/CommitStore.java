package org.keyledger.ledger.append;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;

/**
 * The narrow door to a store: one ordered insert, and reads of what can no longer be undone.
 *
 * <p>The store keeps three things unique: a commit's position, its key, and each (aggregate, sequence). A read shows
 * nothing that a crash or an election could take back, and may throw any runtime exception when the store cannot be
 * reached.
 */
public interface CommitStore extends AutoCloseable {

    LedgerIdentity identity();

    /**
     * Inserts the commits in order and stops at the first that is not taken. Answers when those before it are durable;
     * never throws.
     */
    InsertResult insert(List<ChainedCommit> commits);

    Optional<RecordedCommit> find(String key);

    /** Events of one aggregate from this sequence on, in sequence order. */
    List<PositionedEvent> readEvents(String aggregate, long fromSequence, int atMost);

    Optional<Long> lastSequence(String aggregate);

    /** Whole commits in order, beginning with the one that holds {@code from}; fewer than asked for if they are large. */
    List<RecordedCommit> read(Position from, int atMost);

    Optional<RecordedCommit> head();

    @Override
    void close();
}
