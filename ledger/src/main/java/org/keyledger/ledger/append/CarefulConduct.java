package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** Believes only what the store shows for ever, and builds on nothing else. */
final class CarefulConduct implements Conduct {

    private final Fates fates;
    private final Pace pace;
    private final Writer.Overdue overdue;

    CarefulConduct(CommitStore store, Pace pace, Writer.Overdue overdue) {
        this.fates = new Fates(store);
        this.pace = pace;
        this.overdue = overdue;
    }

    @Override
    public Fate fate(Commit commit, Position sentTo) {
        return fates.of(commit, sentTo);
    }

    @Override
    public Fate fate(Commit commit) {
        return fates.of(commit);
    }

    @Override
    public List<Sent> chain(Tip from, List<Submission> submissions, String writer) {
        List<Sent> sent = new ArrayList<>(submissions.size());
        Tip at = from;
        for (Submission submission : submissions) {
            ChainedCommit chained = at.chain(submission.commit(), submission.events(), writer);
            sent.add(new Sent(submission, chained));
            at = Tip.after(chained.commit());
        }
        return sent;
    }

    @Override
    public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) throws InterruptedException {
        return new Insistence(writer, this, pace, overdue).insist(sent, cause);
    }
}
