package org.keyledger.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Reservations.Reservation;

/**
 * An append-only event log: commits of events at dense positions, each commit chained to the one before.
 *
 * <p>What a reader sees is durable and never changes. Every implementation passes {@code LedgerContract}.
 */
public interface Ledger extends CommitReader, AutoCloseable {

    /** As {@link #append(Commit, List)}, without reservations. */
    default CompletableFuture<Position> append(Commit commit) {
        return append(commit, List.of());
    }

    /**
     * Appends the commit after every other; completes when it is durable, with the position of its last event. Each key of
     * the reservations then has the value that was reserved.
     *
     * <p>Fails with an {@link AppendRejectedException} if the commit was not stored, of kind {@link
     * AppendRejectedException.ReservationConflictException} if a key is neither free nor has the value to reserve or to
     * replace; with a {@link StoreUnavailableException} if a reservation could not be written, and nothing of the commit
     * was; or with an {@link UnknownOutcomeException} if only a later look-up of the commit id can show whether the commit is
     * stored.
     *
     * @param reservations with different keys
     */
    CompletableFuture<Position> append(Commit commit, List<Reservation> reservations);

    /** The keys that commits have reserved. */
    Reservations reservations();

    /** Whether the queue would accept a small commit now. */
    default boolean hasCapacity() {
        return true;
    }

    /**
     * Whether no other process can append while this ledger is open. Then {@link #nextPosition}, {@link #lastSequence} and
     * {@link #hasEventAfter} read memory instead of the store wherever it shows the same.
     */
    default boolean isExclusive() {
        return false;
    }

    /**
     * The position that the next event will get. No event that was appended before, or that a read of this ledger has
     * returned, is at this position or later.
     */
    default Position nextPosition() {
        return head().map(RecordedCommit::next).orElse(Position.FIRST);
    }

    /**
     * A lower bound of {@link #nextPosition()} without a read of the store: every event before this position is durable and
     * visible to reads. It is behind only by commits that are being completed now or that other processes wrote.
     */
    default Position committedPosition() {
        return nextPosition();
    }

    /** A lower bound of the greatest event time of the ledger, as current as {@link #committedPosition()}. */
    default Instant committedTime() {
        return head().map(RecordedCommit::maxEventTime).orElse(Instant.EPOCH);
    }

    /** Whether an aggregate has an event with a greater sequence. */
    default boolean hasEventAfter(String aggregateId, long sequence) {
        return !readEvents(aggregateId, sequence + 1, 1).isEmpty();
    }

    /** Calls {@code listener} after commits became durable, on the writer's thread and before their appends complete. */
    Registration onAppended(AppendListener listener);

    /** Calls {@code listener} after each append, before its future completes. */
    Registration onOutcome(OutcomeListener listener);

    /** Called when the ledger has grown. */
    @FunctionalInterface
    interface AppendListener {

        /**
         * Must return quickly.
         *
         * @param commits what this process appended, in order, with the position and hash it computed; empty if another
         *     process may have appended, so that only a read shows what
         */
        void appended(List<RecordedCommit> commits);
    }

    /** Called with the outcome of an append. */
    @FunctionalInterface
    interface OutcomeListener {

        /**
         * @param elapsed from the call of {@link #append} until the outcome is known
         * @param failure why the append failed; null if the commit is durable
         */
        void completed(Duration elapsed, @Nullable Throwable failure);
    }

    /** Ends a registration when it is closed. */
    interface Registration extends AutoCloseable {

        @Override
        void close();
    }

    /** Rejects new commits, waits for those in progress and closes the store. */
    @Override
    void close();
}
