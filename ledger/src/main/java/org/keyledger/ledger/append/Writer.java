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
    private final WriterBackoff pace;
    private final TimeoutListener overdue;
    private final Runnable appended;
    private final WriteProtocol conduct;
    private final LastSequenceCache known = new LastSequenceCache();
    private @Nullable Tip tip;
    private Position seen = Position.FIRST;

    /** Tells callers that their time is over, whoever they are; called at each pause. */
    @FunctionalInterface
    interface TimeoutListener {

        void answer(List<PendingAppend> pending, boolean sent, Throwable cause);
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
        this.conduct = conduct;
        this.pace = pace;
        this.overdue = overdue;
        this.appended = appended;
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
                pending = round(pending);
                failures = 0;
            } catch (FatalWriterException e) {
                throw e;
            } catch (RuntimeException e) {
                tip = null;
                overdue.answer(pending, false, e);
                pace.pause(++failures);
                pending = unanswered(pending.stream());
            }
        }
    }

    /** Answers what is still to be done. */
    private List<PendingAppend> round(List<PendingAppend> pending) throws InterruptedException {
        Tip from = tip();
        BatchSelector selection = new BatchSelector(store, known, conduct);
        selection.choose(pending);
        List<PendingAppend> again = send(conduct.chain(from, selection.now(), name));
        return unanswered(Stream.concat(again.stream(), selection.later().stream()));
    }

    private Tip tip() {
        Tip current = tip;
        if (current == null) {
            current = store.head().map(Tip::after).orElseGet(() -> Tip.genesis(store.identity()));
            if (current.next().isBefore(seen)) {
                throw new FatalWriterException(
                        "the ledger ends before " + current.next() + " and this process has seen " + seen
                                + ": it was restored from a backup under a running process; start again");
            }
            moveTo(current);
        }
        return current;
    }

    /** The next batch is tied on here. */
    void moveTo(Tip reached) {
        tip = reached;
        seen = reached.next();
    }

    private List<PendingAppend> send(List<InFlightCommit> sent) throws InterruptedException {
        if (sent.isEmpty()) {
            return List.of();
        }
        InsertResult said = insert(sent);
        if (said instanceof InsertResult.AllInserted) {
            stand(sent);
            return List.of();
        }
        if (said instanceof InsertResult.DuplicateKey duplicate) {
            stand(sent.subList(0, duplicate.index()));
            return settle(sent.subList(duplicate.index(), sent.size()));
        }
        if (said instanceof InsertResult.Rejected refused) {
            stand(sent.subList(0, refused.index()));
            sent.get(refused.index()).submission().refused(new InvalidCommitException(refused.why()));
            return submissions(sent);
        }
        if (said instanceof InsertResult.StorageFull) {
            sent.forEach(one -> one.submission().refused(new StorageFullException()));
            return List.of();
        }
        return insist(sent, ((InsertResult.Unknown) said).cause());
    }

    /** @throws FatalWriterException if this process can never know what became of them; their callers are told */
    private InsertResult insert(List<InFlightCommit> sent) {
        InsertResult said =
                store.insert(sent.stream().map(InFlightCommit::chained).toList());
        if (said instanceof InsertResult.Fatal fatal) {
            sent.forEach(one -> one.submission().unknown(fatal.cause()));
            throw new FatalWriterException("it is not known whether the last commits are stored ("
                    + fatal.cause().getMessage() + "): check the disk and start again, they are looked up then");
        }
        return said;
    }

    /** The first of these met something in its way; those behind it were not tried. */
    private List<PendingAppend> settle(List<InFlightCommit> sent) throws InterruptedException {
        InFlightCommit first = sent.get(0);
        CommitOutcome fate;
        try {
            fate = conduct.fate(first.commit(), first.position());
        } catch (RuntimeException e) {
            return insist(sent, e);
        }
        if (fate instanceof CommitOutcome.Undetermined) {
            return insist(sent, new IllegalStateException("what is in the way cannot be seen yet"));
        }
        if (first.standsAsSent(fate)) {
            return insist(
                    sent, new IllegalStateException("it arrived twice, and the first may be at work on the rest"));
        }
        if (fate instanceof CommitOutcome.PositionConflict) {
            tip = null;
            pace.pause(0);
        } else {
            answer(first, fate);
        }
        return submissions(sent);
    }

    private List<PendingAppend> insist(List<InFlightCommit> sent, Throwable cause) throws InterruptedException {
        tip = null;
        return conduct.insist(this, sent, cause);
    }

    /** Sends what nobody knows the fate of once more. */
    InsertResult again(List<InFlightCommit> sent) {
        return insert(sent);
    }

    void answer(InFlightCommit sent, CommitOutcome fate) {
        if (fate instanceof CommitOutcome.Committed stands) {
            if (!sent.standsAsSent(fate)) {
                tip = null;
            }
            known(sent);
            sent.submission().standsAt(stands.recorded().last());
        } else if (fate instanceof CommitOutcome.Rejected refused) {
            learn(refused.why());
            sent.submission().refused(refused.why());
        }
    }

    private void learn(AppendRejectedException why) {
        if (why instanceof AppendRejectedException.SequenceConflictException taken) {
            known.reached(taken.aggregateId(), taken.sequence());
        }
    }

    /** These are durable at the positions they were sent to. */
    void stand(List<InFlightCommit> sent) {
        if (sent.isEmpty()) {
            return;
        }
        RecordedCommit last = sent.get(sent.size() - 1).chained().commit();
        moveTo(Tip.after(last));
        sent.forEach(this::known);
        appended.run();
        sent.forEach(one -> one.submission().standsAt(one.chained().commit().last()));
    }

    private void known(InFlightCommit sent) {
        for (Run run : sent.submission().runs()) {
            known.reached(run.aggregate(), run.last());
        }
    }

    private static List<PendingAppend> submissions(List<InFlightCommit> sent) {
        return sent.stream().map(InFlightCommit::submission).toList();
    }

    static List<PendingAppend> unanswered(Stream<PendingAppend> submissions) {
        return submissions.filter(submission -> !submission.answered()).toList();
    }
}
