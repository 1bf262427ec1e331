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
final class Fates {

    private final CommitStore store;

    Fates(CommitStore store) {
        this.store = store;
    }

    /** The fate of a commit that was sent to this position. */
    Fate of(Commit commit, Position sentTo) {
        Optional<Fate> byKey = byKey(commit);
        if (byKey.isPresent()) {
            return byKey.get();
        }
        if (heldByAnother(sentTo, commit)) {
            return new Fate.Displaced();
        }
        return bySequence(commit).<Fate>map(Fate.Refused::new).orElseGet(Fate.Open::new);
    }

    /** The fate of a commit that was not sent, but whose key or sequence may be taken. */
    Fate of(Commit commit) {
        return byKey(commit)
                .orElseGet(() -> bySequence(commit).<Fate>map(Fate.Refused::new).orElseGet(Fate.Open::new));
    }

    private Optional<Fate> byKey(Commit commit) {
        return store.find(commit.key())
                .map(holder -> same(holder, commit)
                        ? new Fate.Stands(holder)
                        : new Fate.Refused(new DuplicateKeyException(holder.last())));
    }

    private boolean heldByAnother(Position position, Commit commit) {
        List<RecordedCommit> holder = store.read(position, 1);
        return !holder.isEmpty() && !same(holder.get(0), commit);
    }

    private Optional<AppendRejectedException> bySequence(Commit commit) {
        for (EventRecord entry : commit.entries()) {
            Optional<PositionedEvent> holder = store.history(entry.aggregate(), entry.sequence(), 1).stream()
                    .findFirst()
                    .filter(found -> found.entry().sequence() == entry.sequence())
                    .filter(found -> !found.entry().id().equals(entry.id()));
            if (holder.isPresent()) {
                return Optional.of(new SequenceConflictException(entry.aggregate(), entry.sequence()));
            }
        }
        return Optional.empty();
    }

    /** The same commit, sent again, has the same event ids. */
    private static boolean same(RecordedCommit recorded, Commit commit) {
        return ids(recorded.commit()).equals(ids(commit));
    }

    private static List<String> ids(Commit commit) {
        return commit.entries().stream().map(EventRecord::id).toList();
    }
}
