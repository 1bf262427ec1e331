package org.keyledger.ledger.append;

import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.ChainedCommit;

/** A commit as it was sent, at its position. */
record InFlightCommit(PendingAppend pendingAppend, ChainedCommit chained) {

    Commit commit() {
        return pendingAppend.commit();
    }

    Position position() {
        return chained.commit().first();
    }

    /**
     * Whether it stands as it was sent. The same commit in the same place may be another process's, for whom the caller
     * tried as well: that has another hash, and nothing that was sent behind this one fits to it.
     */
    boolean isCommittedUnchanged(CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Committed committed
                && committed.recorded().hash().equals(chained.commit().hash());
    }
}
