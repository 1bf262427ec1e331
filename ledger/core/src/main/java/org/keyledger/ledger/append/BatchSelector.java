package org.keyledger.ledger.append;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.append.PendingAppend.SequenceRange;
import org.keyledger.ledger.append.WriteProtocol.CommitOutcome;

/**
 * Selects the commits of one insert: none that is known to be rejected, none that would leave a gap in the sequences of an
 * aggregate, and of several that compete for a commit id or sequence only the first, so that one conflict does not stop the
 * batch.
 */
final class BatchSelector {

    private static final int MAX_CACHED_AGGREGATES = 50_000;

    private final CommitStore store;
    private final WriteProtocol protocol;

    private static final long NO_EVENT = -1;

    /**
     * Sequences never shrink: a cached one is exact if the store is exclusive, or else a lower bound. {@link #NO_EVENT} of
     * an aggregate without events, only if the store is exclusive.
     */
    private final Cache<String, Long> lastSequences = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED_AGGREGATES)
            .executor(Runnable::run)
            .build();

    /**
     * @param selected commits that can be sent together
     * @param deferred commits that wait for the outcome of the selected ones
     */
    record Selection(List<PendingAppend> selected, List<PendingAppend> deferred) {}

    /** How a sequence range relates to the recorded sequences of its aggregate. */
    private enum Fit {
        CONTINUES,
        TAKEN,
        GAP
    }

    BatchSelector(CommitStore store, WriteProtocol protocol) {
        this.store = store;
        this.protocol = protocol;
    }

    /** Remembers the last sequences of a recorded commit. */
    void cacheSequences(PendingAppend recorded) {
        recorded.ranges().forEach(range -> cacheSequence(range.aggregateId(), range.last()));
    }

    /** Remembers that an aggregate has at least this sequence, because a commit conflicted with it. */
    void cacheConflict(String aggregateId, long sequence) {
        if (store.isExclusive()) {
            lastSequence(aggregateId);
        } else {
            cacheSequence(aggregateId, sequence);
        }
    }

    /**
     * The last sequence of an aggregate if the store is exclusive, read once. The entry is locked meanwhile, so that a
     * commit at the same time is cached after it.
     */
    Optional<Long> lastSequence(String aggregateId) {
        return Optional.of(lastSequences.get(
                        aggregateId, id -> store.lastSequence(id).orElse(NO_EVENT)))
                .filter(last -> last != NO_EVENT);
    }

    private void cacheSequence(String aggregateId, long sequence) {
        lastSequences.asMap().merge(aggregateId, sequence, Math::max);
    }

    /** Selects from appends that are not done; one that is certain to be rejected is completed. */
    Selection select(List<PendingAppend> appends) {
        Selection selection = new Selection(new ArrayList<>(), new ArrayList<>());
        Map<String, Long> selectedSequences = new HashMap<>();
        Set<String> selectedIds = new HashSet<>();
        for (PendingAppend append : appends) {
            if (append.isDone()) {
                continue;
            }
            if (selectedIds.contains(append.commit().commitId()) || competes(append, selectedSequences)) {
                selection.deferred().add(append);
            } else if (isSendable(append, selectedSequences)) {
                selection.selected().add(append);
                selectedIds.add(append.commit().commitId());
                append.ranges().forEach(range -> selectedSequences.put(range.aggregateId(), range.last()));
            }
        }
        return selection;
    }

    private static boolean competes(PendingAppend append, Map<String, Long> selectedSequences) {
        return append.ranges().stream().anyMatch(range -> {
            Long last = selectedSequences.get(range.aggregateId());
            return last != null && range.first() != last + 1;
        });
    }

    /** Whether the commit may be sent; if not, its append is completed. */
    private boolean isSendable(PendingAppend append, Map<String, Long> selectedSequences) {
        for (SequenceRange range : append.ranges()) {
            Fit fit = selectedSequences.containsKey(range.aggregateId()) ? Fit.CONTINUES : fit(range);
            if (fit != Fit.CONTINUES && isCompleted(append, range, fit)) {
                return false;
            }
        }
        return true;
    }

    private Fit fit(SequenceRange range) {
        Optional<Long> last = Optional.ofNullable(lastSequences.getIfPresent(range.aggregateId()));
        boolean stale = last.isEmpty() ? range.first() > 0 : range.first() > last.get() + 1 && !store.isExclusive();
        if (stale) {
            last = store.lastSequence(range.aggregateId());
            last.ifPresent(sequence -> cacheSequence(range.aggregateId(), sequence));
        }
        long next = last.map(sequence -> sequence + 1).orElse(0L);
        if (range.first() == next) {
            return Fit.CONTINUES;
        }
        return range.first() < next ? Fit.TAKEN : Fit.GAP;
    }

    /** Looks up the commit id first: a commit that was recorded before conflicts with its own events. */
    private boolean isCompleted(PendingAppend append, SequenceRange range, Fit fit) {
        CommitOutcome outcome = protocol.outcomeOf(append.commit());
        if (outcome instanceof CommitOutcome.Committed committed) {
            append.completeAt(committed.recorded().last());
        } else if (outcome instanceof CommitOutcome.Rejected rejected) {
            append.reject(rejected.cause());
        } else if (fit == Fit.GAP) {
            append.reject(new InvalidCommitException(
                    "sequence " + range.first() + " of aggregate " + range.aggregateId() + " would leave a gap"));
        }
        return append.isDone();
    }
}
