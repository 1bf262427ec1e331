package org.keyledger.ledger.appending;

import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.chaining.ChainedCommit;

/** A commit as it was sent, at its position. */
record Sent(Submission submission, ChainedCommit chained) {

    Commit commit() {
        return submission.commit();
    }

    Position position() {
        return chained.commit().first();
    }
}
