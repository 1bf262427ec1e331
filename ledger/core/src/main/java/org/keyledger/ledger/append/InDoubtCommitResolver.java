package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.append.WriteProtocol.CommitOutcome;
import org.keyledger.ledger.append.WriteProtocol.InFlightCommit;

/**
 * Resolves an insert of unknown outcome: sends the same commits to the same positions again until reads show which commit
 * is at each. A caller waits no longer than its timeout, the writer waits without limit.
 */
final class InDoubtCommitResolver {

    private final WriteProtocol.Sender sender;
    private final WriteProtocol protocol;
    private final WriterBackoff backoff;
    private final WriteProtocol.TimeoutListener timeoutListener;
    private final List<InFlightCommit> inDoubt;
    private Throwable cause;

    InDoubtCommitResolver(
            WriteProtocol.Sender sender,
            WriteProtocol protocol,
            WriterBackoff backoff,
            WriteProtocol.TimeoutListener timeoutListener,
            List<InFlightCommit> inFlight,
            Throwable cause) {
        this.sender = sender;
        this.protocol = protocol;
        this.backoff = backoff;
        this.timeoutListener = timeoutListener;
        this.inDoubt = new ArrayList<>(inFlight);
        this.cause = cause;
    }

    /** Returns the appends that are certainly not stored at their position and may be sent to another one. */
    List<PendingAppend> resolve() throws InterruptedException {
        boolean resolved = false;
        for (int tries = 1; !resolved && !inDoubt.isEmpty(); tries++) {
            timeoutListener.onTimeout(pendingAppends(), true, cause);
            pause(tries);
            resolved = resolveCommitted();
        }
        return PendingAppend.incomplete(pendingAppends());
    }

    private List<PendingAppend> pendingAppends() {
        return inDoubt.stream().map(InFlightCommit::pendingAppend).toList();
    }

    private void pause(int tries) throws InterruptedException {
        try {
            backoff.pause(tries);
        } catch (InterruptedException e) {
            pendingAppends().forEach(append -> append.completeUnknown(cause));
            throw e;
        }
    }

    /** Whether none of the remaining commits can be stored at its position any more. */
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
                sender.complete(first, outcome);
                inDoubt.remove(0);
                if (!first.isCommittedUnchanged(outcome)) {
                    return true; // the others were chained to it: they are not stored, and can never be
                }
            }
            return true;
        } catch (Writer.FatalWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            cause = e;
            return false;
        }
    }

    /** Whether none of the remaining commits can be stored at its position any more. */
    private boolean resend() {
        InsertResult result = sender.resend(inDoubt);
        if (result instanceof InsertResult.AllInserted) {
            complete(inDoubt.size());
        } else if (result instanceof InsertResult.DuplicateKey duplicate) {
            complete(duplicate.index());
        } else if (result instanceof InsertResult.Rejected rejected) {
            complete(rejected.index());
            return giveUpFirst(rejected.cause());
        } else if (result instanceof InsertResult.Unknown unknown) {
            cause = unknown.cause();
        } else {
            cause = new StorageFullException();
        }
        return false;
    }

    private void complete(int count) {
        List<InFlightCommit> committed = inDoubt.subList(0, count);
        sender.markCommitted(List.copyOf(committed));
        committed.clear();
    }

    /** The store rejects it now, but an earlier insert of it may still arrive: its outcome stays unknown to the caller. */
    private boolean giveUpFirst(AppendRejectedException rejection) {
        inDoubt.remove(0).pendingAppend().completeUnknown(rejection);
        return true;
    }
}
