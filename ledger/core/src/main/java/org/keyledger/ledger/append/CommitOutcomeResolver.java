package org.keyledger.ledger.append;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;

/**
 * Asks the store what became of a commit. An error alone decides nothing: a read that finds the holder does, first of the
 * key, then of the position, then of a sequence.
 */
final class CommitOutcomeResolver {

    private final CommitStore store;

    CommitOutcomeResolver(CommitStore store) {
        this.store = store;
    }

    /** The fate of a commit that was sent to this position. */
    CommitOutcome resolve(Commit commit, Position sentTo) {
        Optional<CommitOutcome> byKey = byKey(commit);
        if (byKey.isPresent()) {
            return byKey.get();
        }
        if (heldByAnother(sentTo, commit)) {
            return new CommitOutcome.PositionConflict();
        }
        return bySequence(commit)
                .<CommitOutcome>map(CommitOutcome.Rejected::new)
                .orElseGet(CommitOutcome.Undetermined::new);
    }

    /** The fate of a commit that was not sent, but whose key or sequence may be taken. */
    CommitOutcome resolve(Commit commit) {
        return byKey(commit)
                .orElseGet(() -> bySequence(commit)
                        .<CommitOutcome>map(CommitOutcome.Rejected::new)
                        .orElseGet(CommitOutcome.Undetermined::new));
    }

    private Optional<CommitOutcome> byKey(Commit commit) {
        return store.find(commit.commitId())
                .map(holder -> same(holder, commit)
                        ? new CommitOutcome.Committed(holder)
                        : new CommitOutcome.Rejected(new DuplicateKeyException(holder.last())));
    }

    private boolean heldByAnother(Position position, Commit commit) {
        List<RecordedCommit> holder = store.read(position, 1);
        return !holder.isEmpty() && !same(holder.get(0), commit);
    }

    private Optional<AppendRejectedException> bySequence(Commit commit) {
        for (EventRecord entry : commit.events()) {
            Optional<PositionedEvent> holder = store.readEvents(entry.aggregateId(), entry.sequence(), 1).stream()
                    .findFirst()
                    .filter(found -> found.event().sequence() == entry.sequence())
                    .filter(found -> !found.event().id().equals(entry.id()));
            if (holder.isPresent()) {
                return Optional.of(new SequenceConflictException(entry.aggregateId(), entry.sequence()));
            }
        }
        return Optional.empty();
    }

    /** The same commit, sent again, has the same event ids. */
    private static boolean same(RecordedCommit recorded, Commit commit) {
        return ids(recorded.commit()).equals(ids(commit));
    }

    private static List<String> ids(Commit commit) {
        return commit.events().stream().map(EventRecord::id).toList();
    }
}
