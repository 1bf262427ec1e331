package org.keyledger.ledger.append;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.Ledger.AppendListener;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.WriteProtocol.CommitOutcome;
import org.keyledger.ledger.append.WriteProtocol.InFlightCommit;
import org.keyledger.ledger.hashchain.Tip;

/**
 * Writes one batch at a time on one thread: chains the commits to the tip, sends them in one insert, and completes each
 * with its outcome before the next batch is chained to it.
 *
 * <p>After an unknown outcome the same commits are sent to the same positions again until the store shows which commit is
 * at each, see {@link WriteProtocol#resolveInDoubt}.
 */
final class Writer implements WriteProtocol.Sender {

    private final CommitStore store;
    private final String name;
    private final WriterBackoff backoff;
    private final WriteProtocol.TimeoutListener timeoutListener;
    private final AppendListener onAppended;
    private final WriteProtocol protocol;
    private final LedgerTip tip;
    private final BatchSelector selector;

    /** The writer must stop, because a further write could break the guarantee of a completed append. */
    static final class FatalWriterException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FatalWriterException(String message) {
            super(message);
        }
    }

    Writer(
            CommitStore store,
            String name,
            WriteProtocol protocol,
            WriterBackoff backoff,
            WriteProtocol.TimeoutListener timeoutListener,
            AppendListener onAppended) {
        this.store = store;
        this.name = name;
        this.protocol = protocol;
        this.backoff = backoff;
        this.timeoutListener = timeoutListener;
        this.onAppended = onAppended;
        this.tip = new LedgerTip(store);
        this.selector = new BatchSelector(store, protocol);
    }

    LedgerTip tip() {
        return tip;
    }

    /** The last sequence of an aggregate in a store that is exclusive. */
    Optional<Long> lastSequence(String aggregateId) {
        return tip.includesReads() ? selector.lastSequence(aggregateId) : store.lastSequence(aggregateId);
    }

    /**
     * Writes the commits and returns when each append is completed.
     *
     * @throws FatalWriterException if this process must not write any more
     */
    void write(List<PendingAppend> batch) throws InterruptedException {
        List<PendingAppend> pending = batch;
        int failures = 0;
        while (!pending.isEmpty()) {
            try {
                pending = writeOnce(pending);
                failures = 0;
            } catch (FatalWriterException e) {
                throw e;
            } catch (RuntimeException e) {
                tip.invalidate();
                timeoutListener.onTimeout(pending, false, e);
                backoff.pause(++failures);
                pending = PendingAppend.incomplete(pending);
            }
        }
    }

    /** Returns the appends that are still to be written. */
    private List<PendingAppend> writeOnce(List<PendingAppend> pending) throws InterruptedException {
        Tip start = tip.current();
        BatchSelector.Selection selection = selector.select(pending);
        List<PendingAppend> unresolved = send(protocol.chain(start, selection.selected(), name));
        return PendingAppend.incomplete(Stream.concat(unresolved.stream(), selection.deferred().stream())
                .toList());
    }

    private List<PendingAppend> send(List<InFlightCommit> inFlight) throws InterruptedException {
        if (inFlight.isEmpty()) {
            return List.of();
        }
        InsertResult result = insert(inFlight);
        if (result instanceof InsertResult.AllInserted) {
            markCommitted(inFlight);
            return List.of();
        }
        if (result instanceof InsertResult.DuplicateKey duplicate) {
            markCommitted(inFlight.subList(0, duplicate.index()));
            return resolveConflict(inFlight.subList(duplicate.index(), inFlight.size()));
        }
        if (result instanceof InsertResult.Rejected rejected) {
            markCommitted(inFlight.subList(0, rejected.index()));
            inFlight.get(rejected.index()).pendingAppend().reject(rejected.cause());
            return pendingAppends(inFlight);
        }
        if (result instanceof InsertResult.StorageFull) {
            pendingAppends(inFlight).forEach(append -> append.reject(new StorageFullException()));
            return List.of();
        }
        return resolveInDoubt(inFlight, ((InsertResult.Unknown) result).cause());
    }

    /** @throws FatalWriterException if their outcome can never be known; the appends are completed as unknown */
    private InsertResult insert(List<InFlightCommit> inFlight) {
        InsertResult result =
                store.insert(inFlight.stream().map(InFlightCommit::insertion).toList());
        if (result instanceof InsertResult.Fatal fatal) {
            pendingAppends(inFlight).forEach(append -> append.completeUnknown(fatal.cause()));
            throw new FatalWriterException("it is not known whether the last commits are stored ("
                    + fatal.cause().getMessage() + "): check the disk and start again, the start looks them up");
        }
        return result;
    }

    /** The first commit conflicts with a recorded one; the others were not tried. */
    private List<PendingAppend> resolveConflict(List<InFlightCommit> inFlight) throws InterruptedException {
        InFlightCommit first = inFlight.get(0);
        CommitOutcome outcome;
        try {
            outcome = protocol.outcomeOf(first.commit(), first.position());
        } catch (RuntimeException e) {
            return resolveInDoubt(inFlight, e);
        }
        if (outcome instanceof CommitOutcome.Undetermined) {
            return resolveInDoubt(inFlight, new IllegalStateException("the conflicting commit is not readable yet"));
        }
        if (first.isCommittedUnchanged(outcome)) {
            return resolveInDoubt(
                    inFlight,
                    new IllegalStateException("the insert arrived twice, the first copy may still store the rest"));
        }
        if (outcome instanceof CommitOutcome.PositionConflict) {
            tip.invalidate();
            backoff.pause(0);
        } else {
            complete(first, outcome);
        }
        return pendingAppends(inFlight);
    }

    private List<PendingAppend> resolveInDoubt(List<InFlightCommit> inFlight, Throwable cause)
            throws InterruptedException {
        tip.invalidate();
        return protocol.resolveInDoubt(this, inFlight, cause);
    }

    @Override
    public InsertResult resend(List<InFlightCommit> inFlight) {
        return insert(inFlight);
    }

    @Override
    public void complete(InFlightCommit inFlight, CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Committed committed) {
            if (!inFlight.isCommittedUnchanged(outcome)) {
                tip.invalidate();
            }
            selector.cacheSequences(inFlight.pendingAppend());
            tip.observe(committed.recorded().next());
            onAppended.appended(List.of());
            inFlight.pendingAppend().completeAt(committed.recorded().last());
        } else if (outcome instanceof CommitOutcome.Rejected rejected) {
            if (rejected.cause() instanceof SequenceConflictException conflict) {
                selector.cacheConflict(conflict.aggregateId(), conflict.sequence());
            }
            inFlight.pendingAppend().reject(rejected.cause());
        }
    }

    @Override
    public void markCommitted(List<InFlightCommit> committed) {
        if (committed.isEmpty()) {
            return;
        }
        List<RecordedCommit> recorded =
                committed.stream().map(it -> it.chained().commit()).toList();
        tip.advanceTo(Tip.after(recorded.get(recorded.size() - 1)));
        pendingAppends(committed).forEach(selector::cacheSequences);
        onAppended.appended(recorded);
        committed.forEach(
                it -> it.pendingAppend().completeAt(it.chained().commit().last()));
    }

    private static List<PendingAppend> pendingAppends(List<InFlightCommit> inFlight) {
        return inFlight.stream().map(InFlightCommit::pendingAppend).toList();
    }
}
