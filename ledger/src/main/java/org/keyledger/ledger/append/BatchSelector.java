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
    private final LastSequenceCache known;
    private final WriteProtocol conduct;
    private final List<PendingAppend> now = new ArrayList<>();
    private final List<PendingAppend> later = new ArrayList<>();
    private final Map<String, Long> chosen = new HashMap<>();
    private final Set<String> keys = new HashSet<>();

    BatchSelector(CommitStore store, LastSequenceCache known, WriteProtocol conduct) {
        this.store = store;
        this.known = known;
        this.conduct = conduct;
    }

    /** Those that can be sent together. */
    List<PendingAppend> now() {
        return now;
    }

    /** Those whose turn comes when the fate of the others is known. */
    List<PendingAppend> later() {
        return later;
    }

    void choose(List<PendingAppend> submissions) {
        for (PendingAppend submission : submissions) {
            if (!submission.answered()) {
                choose(submission);
            }
        }
    }

    private void choose(PendingAppend submission) {
        if (collides(submission)) {
            later.add(submission);
        } else if (fits(submission)) {
            now.add(submission);
            keys.add(submission.commit().commitId());
            submission.runs().forEach(run -> chosen.put(run.aggregate(), run.last()));
        }
    }

    private boolean collides(PendingAppend submission) {
        return keys.contains(submission.commit().commitId())
                || submission.runs().stream().anyMatch(this::wantedAlready);
    }

    private boolean wantedAlready(Run run) {
        Long last = chosen.get(run.aggregate());
        return last != null && run.first() != last + 1;
    }

    /** Whether it may be sent; answered if not. */
    private boolean fits(PendingAppend submission) {
        for (Run run : submission.runs()) {
            Fit fit = chosen.containsKey(run.aggregate()) ? Fit.CONTINUES : fit(run);
            if (fit != Fit.CONTINUES && isAnswered(submission, run, fit)) {
                return false;
            }
        }
        return true;
    }

    private Fit fit(Run run) {
        Optional<Long> last = known.of(run.aggregate());
        boolean stale = last.isEmpty() ? run.first() > 0 : run.first() > last.get() + 1;
        if (stale) {
            last = store.lastSequence(run.aggregate());
            last.ifPresent(sequence -> known.reached(run.aggregate(), sequence));
        }
        long next = last.map(sequence -> sequence + 1).orElse(0L);
        if (run.first() == next) {
            return Fit.CONTINUES;
        }
        return run.first() < next ? Fit.TAKEN : Fit.GAP;
    }

    /** A commit that was recorded before finds its own events in the way, so its key is asked for first. */
    private boolean isAnswered(PendingAppend submission, Run run, Fit fit) {
        CommitOutcome fate = conduct.fate(submission.commit());
        if (fate instanceof CommitOutcome.Committed stands) {
            submission.standsAt(stands.recorded().last());
        } else if (fate instanceof CommitOutcome.Rejected refused) {
            submission.refused(refused.why());
        } else if (fit == Fit.GAP) {
            submission.refused(new InvalidCommitException(
                    "sequence " + run.first() + " of " + run.aggregate() + " would leave a gap in its history"));
        }
        return submission.answered();
    }
}
