package org.keyledger.ledger.append;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.PendingAppend.Run;
import org.keyledger.ledger.hashchain.Tip;

/**
 * Writes batches, one at a time: ties the commits to the head, sends them in one insert, and finds out what became of
 * each before anything is built upon it. One thread.
 *
 * <p>After an outcome that nobody knows the same commits go to the same positions again, until the store shows who holds
 * each; {@link InDoubtCommitResolver} does that.
 */
final class Writer {

    private final CommitStore store;
    private final String name;
    private final WriterBackoff backoff;
    private final TimeoutListener timeoutListener;
    private final Runnable onAppended;
    private final WriteProtocol protocol;
    private final LastSequenceCache lastSequences = new LastSequenceCache();
    private @Nullable Tip tip;
    private Position maxSeenPosition = Position.FIRST;

    /** Tells callers that their time is over, whoever they are; called at each pause. */
    @FunctionalInterface
    interface TimeoutListener {

        void onTimeout(List<PendingAppend> pending, boolean sent, Throwable cause);
    }

    Writer(
            CommitStore store,
            String name,
            WriteProtocol conduct,
            WriterBackoff pace,
            TimeoutListener overdue,
            Runnable appended) {
        this.store = store;
        this.name = name;
        this.protocol = conduct;
        this.backoff = pace;
        this.timeoutListener = overdue;
        this.onAppended = appended;
    }

    /**
     * Writes these, and comes back when each is answered.
     *
     * @throws FatalWriterException when this process cannot go on
     */
    void write(List<PendingAppend> submissions) throws InterruptedException {
        List<PendingAppend> pending = submissions;
        int failures = 0;
        while (!pending.isEmpty()) {
            try {
                pending = writeRound(pending);
                failures = 0;
            } catch (FatalWriterException e) {
                throw e;
            } catch (RuntimeException e) {
                tip = null;
                timeoutListener.onTimeout(pending, false, e);
                backoff.pause(++failures);
                pending = unanswered(pending.stream());
            }
        }
    }

    /** Answers what is still to be done. */
    private List<PendingAppend> writeRound(List<PendingAppend> pending) throws InterruptedException {
        Tip from = tip();
        BatchSelector selection = new BatchSelector(store, lastSequences, protocol);
        selection.select(pending);
        List<PendingAppend> unresolved = send(protocol.chain(from, selection.selected(), name));
        return unanswered(Stream.concat(unresolved.stream(), selection.deferred().stream()));
    }

    private Tip tip() {
        Tip current = tip;
        if (current == null) {
            current = store.head().map(Tip::after).orElseGet(() -> Tip.genesis(store.identity()));
            if (current.next().isBefore(maxSeenPosition)) {
                throw new FatalWriterException(
                        "the ledger ends before " + current.next() + " and this process has seen " + maxSeenPosition
                                + ": it was restored from a backup under a running process; start again");
            }
            moveTo(current);
        }
        return current;
    }

    /** The next batch is tied on here. */
    void moveTo(Tip reached) {
        tip = reached;
        maxSeenPosition = reached.next();
    }

    private List<PendingAppend> send(List<InFlightCommit> sent) throws InterruptedException {
        if (sent.isEmpty()) {
            return List.of();
        }
        InsertResult result = insert(sent);
        if (result instanceof InsertResult.AllInserted) {
            markCommitted(sent);
            return List.of();
        }
        if (result instanceof InsertResult.DuplicateKey duplicate) {
            markCommitted(sent.subList(0, duplicate.index()));
            return resolveConflict(sent.subList(duplicate.index(), sent.size()));
        }
        if (result instanceof InsertResult.Rejected rejected) {
            markCommitted(sent.subList(0, rejected.index()));
            sent.get(rejected.index()).pendingAppend().reject(new InvalidCommitException(rejected.reason()));
            return submissions(sent);
        }
        if (result instanceof InsertResult.StorageFull) {
            sent.forEach(one -> one.pendingAppend().reject(new StorageFullException()));
            return List.of();
        }
        return resolveInDoubt(sent, ((InsertResult.Unknown) result).cause());
    }

    /** @throws FatalWriterException if this process can never know what became of them; their callers are told */
    private InsertResult insert(List<InFlightCommit> sent) {
        InsertResult result =
                store.insert(sent.stream().map(InFlightCommit::chained).toList());
        if (result instanceof InsertResult.Fatal fatal) {
            sent.forEach(one -> one.pendingAppend().completeUnknown(fatal.cause()));
            throw new FatalWriterException("it is not known whether the last commits are stored ("
                    + fatal.cause().getMessage() + "): check the disk and start again, they are looked up then");
        }
        return result;
    }

    /** The first of these met something in its way; those behind it were not tried. */
    private List<PendingAppend> resolveConflict(List<InFlightCommit> sent) throws InterruptedException {
        InFlightCommit first = sent.get(0);
        CommitOutcome outcome;
        try {
            outcome = protocol.outcomeOf(first.commit(), first.position());
        } catch (RuntimeException e) {
            return resolveInDoubt(sent, e);
        }
        if (outcome instanceof CommitOutcome.Undetermined) {
            return resolveInDoubt(sent, new IllegalStateException("what is in the way cannot be seen yet"));
        }
        if (first.isCommittedUnchanged(outcome)) {
            return resolveInDoubt(
                    sent, new IllegalStateException("it arrived twice, and the first may be at work on the rest"));
        }
        if (outcome instanceof CommitOutcome.PositionConflict) {
            tip = null;
            backoff.pause(0);
        } else {
            completeWith(first, outcome);
        }
        return submissions(sent);
    }

    private List<PendingAppend> resolveInDoubt(List<InFlightCommit> sent, Throwable cause) throws InterruptedException {
        tip = null;
        return protocol.resolveInDoubt(this, sent, cause);
    }

    /** Sends what nobody knows the fate of once more. */
    InsertResult resend(List<InFlightCommit> sent) {
        return insert(sent);
    }

    void completeWith(InFlightCommit sent, CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Committed committed) {
            if (!sent.isCommittedUnchanged(outcome)) {
                tip = null;
            }
            cacheSequences(sent);
            sent.pendingAppend().completeAt(committed.recorded().last());
        } else if (outcome instanceof CommitOutcome.Rejected rejected) {
            cacheSequence(rejected.cause());
            sent.pendingAppend().reject(rejected.cause());
        }
    }

    private void cacheSequence(AppendRejectedException rejection) {
        if (rejection instanceof AppendRejectedException.SequenceConflictException taken) {
            lastSequences.put(taken.aggregateId(), taken.sequence());
        }
    }

    /** These are durable at the positions they were sent to. */
    void markCommitted(List<InFlightCommit> sent) {
        if (sent.isEmpty()) {
            return;
        }
        RecordedCommit last = sent.get(sent.size() - 1).chained().commit();
        moveTo(Tip.after(last));
        sent.forEach(this::cacheSequences);
        onAppended.run();
        sent.forEach(
                one -> one.pendingAppend().completeAt(one.chained().commit().last()));
    }

    private void cacheSequences(InFlightCommit sent) {
        for (Run run : sent.pendingAppend().runs()) {
            lastSequences.put(run.aggregateId(), run.last());
        }
    }

    private static List<PendingAppend> submissions(List<InFlightCommit> sent) {
        return sent.stream().map(InFlightCommit::pendingAppend).toList();
    }

    static List<PendingAppend> unanswered(Stream<PendingAppend> submissions) {
        return submissions.filter(submission -> !submission.isDone()).toList();
    }
}
