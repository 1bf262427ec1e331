package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** Believes only what the store shows for ever, and builds on nothing else. */
final class ConfirmedWriteProtocol implements WriteProtocol {

    private final CommitOutcomeResolver fates;
    private final WriterBackoff pace;
    private final Writer.TimeoutListener overdue;

    ConfirmedWriteProtocol(CommitStore store, WriterBackoff pace, Writer.TimeoutListener overdue) {
        this.fates = new CommitOutcomeResolver(store);
        this.pace = pace;
        this.overdue = overdue;
    }

    @Override
    public CommitOutcome fate(Commit commit, Position sentTo) {
        return fates.of(commit, sentTo);
    }

    @Override
    public CommitOutcome fate(Commit commit) {
        return fates.of(commit);
    }

    @Override
    public List<InFlightCommit> chain(Tip from, List<PendingAppend> submissions, String writer) {
        List<InFlightCommit> sent = new ArrayList<>(submissions.size());
        Tip at = from;
        for (PendingAppend submission : submissions) {
            ChainedCommit chained = at.chain(submission.commit(), submission.events(), writer);
            sent.add(new InFlightCommit(submission, chained));
            at = Tip.after(chained.commit());
        }
        return sent;
    }

    @Override
    public List<PendingAppend> insist(Writer writer, List<InFlightCommit> sent, Throwable cause)
            throws InterruptedException {
        return new InDoubtCommitResolver(writer, this, pace, overdue).insist(sent, cause);
    }
}
