package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** Believes only what the store shows for ever, and builds on nothing else. */
final class ConfirmedWriteProtocol implements WriteProtocol {

    private final CommitOutcomeResolver outcomeResolver;
    private final WriterBackoff backoff;
    private final Writer.TimeoutListener timeoutListener;

    ConfirmedWriteProtocol(CommitStore store, WriterBackoff pace, Writer.TimeoutListener overdue) {
        this.outcomeResolver = new CommitOutcomeResolver(store);
        this.backoff = pace;
        this.timeoutListener = overdue;
    }

    @Override
    public CommitOutcome outcomeOf(Commit commit, Position sentTo) {
        return outcomeResolver.resolve(commit, sentTo);
    }

    @Override
    public CommitOutcome outcomeOf(Commit commit) {
        return outcomeResolver.resolve(commit);
    }

    @Override
    public List<InFlightCommit> chain(Tip from, List<PendingAppend> submissions, String writer) {
        List<InFlightCommit> sent = new ArrayList<>(submissions.size());
        Tip at = from;
        for (PendingAppend submission : submissions) {
            ChainedCommit chained = at.chain(submission.commit(), submission.encodedEvents(), writer);
            sent.add(new InFlightCommit(submission, chained));
            at = Tip.after(chained.commit());
        }
        return sent;
    }

    @Override
    public List<PendingAppend> resolveInDoubt(Writer writer, List<InFlightCommit> sent, Throwable cause)
            throws InterruptedException {
        return new InDoubtCommitResolver(writer, this, backoff, timeoutListener).resolve(sent, cause);
    }
}
