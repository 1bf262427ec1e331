package org.keyledger.ledger.append;

import java.util.List;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/**
 * The decisions of a {@link Writer} that its guarantees depend on. Tests replace them with faulty ones and check that the
 * fault is detected.
 */
interface WriteProtocol {

    /** The outcome of a commit that was sent to this position. */
    CommitOutcome outcomeOf(Commit commit, Position position);

    /** The outcome of a commit that was not sent, but whose id or sequence may already be recorded. */
    CommitOutcome outcomeOf(Commit commit);

    /** Chains the commits to the tip, each to the one before. */
    List<InFlightCommit> chain(Tip tip, List<PendingAppend> appends, String writer);

    /**
     * Waits for the outcome of commits whose insert may or may not have been stored.
     *
     * @return the appends that are certainly not stored at their position and may be sent to another one
     */
    List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
            throws InterruptedException;

    /** Sends commits and completes their appends. */
    interface Sender {

        /** Inserts commits of unknown outcome at the same positions again. */
        InsertResult resend(List<InFlightCommit> inFlight);

        /** Completes appends whose commits are durable at the positions they were sent to. */
        void markCommitted(List<InFlightCommit> committed);

        /** Completes an append with a known outcome, or does nothing if the outcome is still open. */
        void complete(InFlightCommit inFlight, CommitOutcome outcome);
    }

    /** Completes appends that have waited longer than the caller timeout; called before each pause. */
    @FunctionalInterface
    interface TimeoutListener {

        /** @param sent whether the commits may have been stored */
        void onTimeout(List<PendingAppend> pending, boolean sent, Throwable cause);
    }

    /** A commit as it was sent, at its position. */
    record InFlightCommit(PendingAppend pendingAppend, ChainedCommit chained) {

        Commit commit() {
            return pendingAppend.commit();
        }

        CommitStore.Insertion insertion() {
            return new CommitStore.Insertion(chained, pendingAppend.reservations());
        }

        Position position() {
            return chained.commit().first();
        }

        /**
         * Whether the commit is recorded exactly as it was sent. Another process may have recorded the same commit at the
         * same position for the same caller; it then has another hash, and no commit that was chained to this one fits.
         */
        boolean isCommittedUnchanged(CommitOutcome outcome) {
            return outcome instanceof CommitOutcome.Committed committed
                    && committed.recorded().hash().equals(chained.commit().hash());
        }
    }

    /** Outcome of a commit, according to reads that cannot be undone. */
    sealed interface CommitOutcome {

        /** The commit is recorded. */
        record Committed(RecordedCommit recorded) implements CommitOutcome {}

        /** Another commit has its id or sequence, so this one will never be recorded. */
        record Rejected(AppendRejectedException cause) implements CommitOutcome {}

        /** Another commit is at its position: it may be sent to a later one. */
        record PositionConflict() implements CommitOutcome {}

        /** The store contains neither the commit nor one that conflicts with it. */
        record Undetermined() implements CommitOutcome {}
    }
}
