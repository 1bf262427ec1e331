package org.keyledger.ledger.append;

import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Tip;

/** The decisions of a {@link Writer} that everything hangs on; tests put wrong ones in their place and see them caught. */
interface Conduct {

    /** The fate of a commit that was sent to this position. */
    Fate fate(Commit commit, Position sentTo);

    /** The fate of a commit that was not sent, but whose key or sequence may be taken. */
    Fate fate(Commit commit);

    /** Ties commits to the end of the chain, one behind the other. */
    List<Sent> chain(Tip from, List<Submission> submissions, String writer);

    /** What to do about commits of unknown outcome; answers those that may be sent elsewhere. */
    List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) throws InterruptedException;
}
