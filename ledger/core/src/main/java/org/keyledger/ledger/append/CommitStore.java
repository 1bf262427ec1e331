package org.keyledger.ledger.append;

import java.util.List;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.ChainedCommit;

/**
 * The port to a store of commits: one ordered insert, and reads of what can no longer be undone.
 *
 * <p>The store keeps three things unique: the position of a commit, its commit id, and each pair of aggregate id and
 * sequence.
 */
public interface CommitStore extends CommitReader, AutoCloseable {

    /** A commit to insert and the keys that stand if and only if it does. */
    record Insertion(ChainedCommit chained, List<Reservation> reservations) {

        public Insertion(ChainedCommit chained) {
            this(chained, List.of());
        }
    }

    /**
     * Inserts the commits in order and stops at the first that is rejected. Returns when those before it are durable; never
     * throws.
     */
    InsertResult insert(List<Insertion> insertions);

    /**
     * Called on the caller's thread before its commit is queued: a store that cannot insert reservations in the transaction
     * of their commit writes them now.
     *
     * @throws AppendRejectedException if a reservation conflicts
     */
    default void reserve(List<Reservation> reservations) {}

    /** The keys that commits have reserved. */
    Reservations reservations();

    /**
     * Whether no other process can write to the store while it is open, so that what this process wrote last is the end of
     * the ledger. It holds for the life of the store.
     */
    boolean isExclusive();

    @Override
    void close();
}
