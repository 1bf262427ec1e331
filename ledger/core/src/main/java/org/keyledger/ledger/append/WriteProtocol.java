package org.keyledger.ledger.append;

import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Tip;

/** The decisions of a {@link Writer} that everything hangs on; tests put wrong ones in their place and see them caught. */
interface WriteProtocol {

    /** The fate of a commit that was sent to this position. */
    CommitOutcome outcomeOf(Commit commit, Position sentTo);

    /** The fate of a commit that was not sent, but whose key or sequence may be taken. */
    CommitOutcome outcomeOf(Commit commit);

    /** Ties commits to the end of the chain, one behind the other. */
    List<InFlightCommit> chain(Tip from, List<PendingAppend> submissions, String writer);

    /** What to do about commits of unknown outcome; answers those that may be sent elsewhere. */
    List<PendingAppend> resolveInDoubt(Writer writer, List<InFlightCommit> sent, Throwable cause)
            throws InterruptedException;
}
