package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/**
 * Decides the outcome of a commit by reads only, never by an error: a read that finds the commit id, then the position,
 * then a sequence decides.
 */
final class ConfirmedWriteProtocol implements WriteProtocol {

    private final CommitReader store;
    private final WriterBackoff backoff;
    private final TimeoutListener timeoutListener;

    ConfirmedWriteProtocol(CommitReader store, WriterBackoff backoff, TimeoutListener timeoutListener) {
        this.store = store;
        this.backoff = backoff;
        this.timeoutListener = timeoutListener;
    }

    @Override
    public CommitOutcome outcomeOf(Commit commit, Position position) {
        Optional<CommitOutcome> byId = outcomeById(commit);
        if (byId.isPresent()) {
            return byId.get();
        }
        return isTaken(position, commit) ? new CommitOutcome.PositionConflict() : outcomeBySequence(commit);
    }

    @Override
    public CommitOutcome outcomeOf(Commit commit) {
        return outcomeById(commit).orElseGet(() -> outcomeBySequence(commit));
    }

    private Optional<CommitOutcome> outcomeById(Commit commit) {
        return store.find(commit.commitId())
                .map(recorded -> hasSameEvents(recorded, commit)
                        ? new CommitOutcome.Committed(recorded)
                        : new CommitOutcome.Rejected(new DuplicateKeyException(recorded.last())));
    }

    private boolean isTaken(Position position, Commit commit) {
        List<RecordedCommit> recorded = store.read(position, 1);
        return !recorded.isEmpty() && !hasSameEvents(recorded.get(0), commit);
    }

    private CommitOutcome outcomeBySequence(Commit commit) {
        for (EventRecord event : commit.events()) {
            Optional<PositionedEvent> other = store.readEvents(event.aggregateId(), event.sequence(), 1).stream()
                    .findFirst()
                    .filter(found -> found.event().sequence() == event.sequence())
                    .filter(found -> !found.event().id().equals(event.id()));
            if (other.isPresent()) {
                return new CommitOutcome.Rejected(new SequenceConflictException(event.aggregateId(), event.sequence()));
            }
        }
        return new CommitOutcome.Undetermined();
    }

    /** A commit that is sent again has the same event ids. */
    private static boolean hasSameEvents(RecordedCommit recorded, Commit commit) {
        return eventIds(recorded.commit()).equals(eventIds(commit));
    }

    private static List<String> eventIds(Commit commit) {
        return commit.events().stream().map(EventRecord::id).toList();
    }

    @Override
    public List<InFlightCommit> chain(Tip tip, List<PendingAppend> appends, String writer) {
        List<InFlightCommit> inFlight = new ArrayList<>(appends.size());
        Tip end = tip;
        for (PendingAppend append : appends) {
            ChainedCommit chained = end.chain(append.commit(), append.encodedContent(), writer);
            inFlight.add(new InFlightCommit(append, chained));
            end = Tip.after(chained.commit());
        }
        return inFlight;
    }

    @Override
    public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
            throws InterruptedException {
        return new InDoubtCommitResolver(sender, this, backoff, timeoutListener, inFlight, cause).resolve();
    }
}
