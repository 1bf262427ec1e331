package org.keyledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The book: commits of events at dense positions, each chained to the one before.
 *
 * <p>What a reader sees is durable and never changes. Every implementation passes {@code LedgerContract}.
 */
public interface Ledger extends AutoCloseable {

    /** Who this ledger is, in the epoch it was born in; the genesis hash is made of both. */
    LedgerIdentity identity();

    /**
     * Appends the commit after every other; completes when it is durable, with the position of its last event.
     *
     * <p>Fails with an {@link AppendRejectedException} that says why nothing was stored, or with {@link UnknownOutcomeException} when only
     * the commit's key can tell later.
     */
    CompletableFuture<Position> append(Commit commit);

    /** Whether a small commit would be taken at this moment, and not be refused because too many wait before it. */
    default boolean hasCapacity() {
        return true;
    }

    /** The commit recorded under this key. */
    Optional<RecordedCommit> find(String key);

    /** The events of one aggregate from this sequence on, in sequence order, each with its position. */
    List<PositionedEvent> readEvents(String aggregate, long fromSequence);

    /** The last sequence of an aggregate. */
    Optional<Long> lastSequence(String aggregate);

    /**
     * Whole commits in order, beginning with the one that holds {@code from}; the reader drops what is before it.
     *
     * @param atMost how many commits, at least one
     */
    List<RecordedCommit> read(Position from, int atMost);

    /** The last commit; empty in an empty ledger. */
    Optional<RecordedCommit> head();

    /** The position that the next event will get. */
    default Position nextPosition() {
        return head().map(RecordedCommit::next).orElse(Position.FIRST);
    }

    /** Calls {@code listener}, quickly and from the writer's thread, after commits became durable. */
    Registration onAppended(Runnable listener);

    /** Takes back what was registered. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Refuses new commits, lets those under way end, and lets go of the store. */
    @Override
    void close();
}
