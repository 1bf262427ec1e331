package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.append.PendingAppend.Run;

/**
 * Chooses which commits go into one insert: none that is known to be refused, none that would leave a gap in a history,
 * and of several that want the same key or sequence only the first, so that one loser does not stop the batch.
 */
final class BatchSelector {

    /** What a history says of a run that is to continue it. */
    private enum Fit {
        CONTINUES,
        TAKEN,
        GAP
    }

    private final CommitStore store;
    private final LastSequenceCache lastSequences;
    private final WriteProtocol protocol;
    private final List<PendingAppend> selected = new ArrayList<>();
    private final List<PendingAppend> deferred = new ArrayList<>();
    private final Map<String, Long> chosen = new HashMap<>();
    private final Set<String> keys = new HashSet<>();

    BatchSelector(CommitStore store, LastSequenceCache known, WriteProtocol conduct) {
        this.store = store;
        this.lastSequences = known;
        this.protocol = conduct;
    }

    /** Those that can be sent together. */
    List<PendingAppend> selected() {
        return selected;
    }

    /** Those whose turn comes when the fate of the others is known. */
    List<PendingAppend> deferred() {
        return deferred;
    }

    void select(List<PendingAppend> submissions) {
        for (PendingAppend submission : submissions) {
            if (!submission.isDone()) {
                select(submission);
            }
        }
    }

    private void select(PendingAppend submission) {
        if (collides(submission)) {
            deferred.add(submission);
        } else if (fits(submission)) {
            selected.add(submission);
            keys.add(submission.commit().commitId());
            submission.runs().forEach(run -> chosen.put(run.aggregateId(), run.last()));
        }
    }

    private boolean collides(PendingAppend submission) {
        return keys.contains(submission.commit().commitId())
                || submission.runs().stream().anyMatch(this::isSelectedAlready);
    }

    private boolean isSelectedAlready(Run run) {
        Long last = chosen.get(run.aggregateId());
        return last != null && run.first() != last + 1;
    }

    /** Whether it may be sent; answered if not. */
    private boolean fits(PendingAppend submission) {
        for (Run run : submission.runs()) {
            Fit fit = chosen.containsKey(run.aggregateId()) ? Fit.CONTINUES : fit(run);
            if (fit != Fit.CONTINUES && isAnswered(submission, run, fit)) {
                return false;
            }
        }
        return true;
    }

    private Fit fit(Run run) {
        Optional<Long> last = lastSequences.get(run.aggregateId());
        boolean stale = last.isEmpty() ? run.first() > 0 : run.first() > last.get() + 1;
        if (stale) {
            last = store.lastSequence(run.aggregateId());
            last.ifPresent(sequence -> lastSequences.put(run.aggregateId(), sequence));
        }
        long next = last.map(sequence -> sequence + 1).orElse(0L);
        if (run.first() == next) {
            return Fit.CONTINUES;
        }
        return run.first() < next ? Fit.TAKEN : Fit.GAP;
    }

    /** A commit that was recorded before finds its own events in the way, so its key is asked for first. */
    private boolean isAnswered(PendingAppend submission, Run run, Fit fit) {
        CommitOutcome outcome = protocol.outcomeOf(submission.commit());
        if (outcome instanceof CommitOutcome.Committed committed) {
            submission.completeAt(committed.recorded().last());
        } else if (outcome instanceof CommitOutcome.Rejected rejected) {
            submission.reject(rejected.cause());
        } else if (fit == Fit.GAP) {
            submission.reject(new InvalidCommitException(
                    "sequence " + run.first() + " of " + run.aggregateId() + " would leave a gap in its history"));
        }
        return submission.isDone();
    }
}
