package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;

/**
 * What is done when nobody knows which commits of an insert are stored: the same ones go to the same positions again,
 * until the store shows who holds each. Callers do not wait for ever, the writer does.
 */
final class InDoubtCommitResolver {

    private final Writer writer;
    private final WriteProtocol protocol;
    private final WriterBackoff backoff;
    private final Writer.TimeoutListener timeoutListener;
    private final List<InFlightCommit> inDoubt = new ArrayList<>();
    private Throwable cause = new IllegalStateException("nothing was sent");

    InDoubtCommitResolver(Writer writer, WriteProtocol conduct, WriterBackoff pace, Writer.TimeoutListener overdue) {
        this.writer = writer;
        this.protocol = conduct;
        this.backoff = pace;
        this.timeoutListener = overdue;
    }

    /** Answers those that are certainly not stored where they were sent to, and may be sent elsewhere. */
    List<PendingAppend> resolve(List<InFlightCommit> sent, Throwable failure) throws InterruptedException {
        inDoubt.addAll(sent);
        cause = failure;
        boolean resolved = false;
        for (int tries = 1; !resolved && !inDoubt.isEmpty(); tries++) {
            timeoutListener.onTimeout(
                    inDoubt.stream().map(InFlightCommit::pendingAppend).toList(), true, cause);
            pause(tries);
            resolved = resolveCommitted();
        }
        return Writer.unanswered(inDoubt.stream().map(InFlightCommit::pendingAppend));
    }

    private void pause(int tries) throws InterruptedException {
        try {
            backoff.pause(tries);
        } catch (InterruptedException e) {
            inDoubt.forEach(sent -> sent.pendingAppend().completeUnknown(cause));
            throw e;
        }
    }

    /** Whether nothing of what is open can be stored where it was sent to. */
    private boolean resolveCommitted() {
        try {
            while (!inDoubt.isEmpty()) {
                InFlightCommit first = inDoubt.get(0);
                CommitOutcome outcome = protocol.outcomeOf(first.commit(), first.position());
                if (outcome instanceof CommitOutcome.PositionConflict) {
                    return true;
                }
                if (outcome instanceof CommitOutcome.Undetermined) {
                    return resend();
                }
                writer.completeWith(first, outcome);
                inDoubt.remove(0);
                if (!first.isCommittedUnchanged(outcome)) {
                    return true; // those behind were chained to it: neither are they there, nor can they ever be
                }
            }
            return true;
        } catch (FatalWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            cause = e;
            return false;
        }
    }

    private boolean resend() {
        InsertResult result = writer.resend(inDoubt);
        if (result instanceof InsertResult.AllInserted) {
            complete(inDoubt.size());
        } else if (result instanceof InsertResult.DuplicateKey duplicate) {
            complete(duplicate.index());
        } else if (result instanceof InsertResult.Rejected refused) {
            complete(refused.index());
            return giveUpFirst(refused.reason());
        } else if (result instanceof InsertResult.Unknown unknown) {
            cause = unknown.cause();
        } else {
            cause = new StorageFullException();
        }
        return false;
    }

    private void complete(int count) {
        List<InFlightCommit> committed = inDoubt.subList(0, count);
        writer.markCommitted(List.copyOf(committed));
        committed.clear();
    }

    /** Refused now, yet an earlier sending of it may still arrive: its caller is not told that it is not stored. */
    private boolean giveUpFirst(String why) {
        inDoubt.remove(0).pendingAppend().completeUnknown(new IllegalStateException(why));
        return true;
    }
}
