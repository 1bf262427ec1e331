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
    private final WriteProtocol conduct;
    private final WriterBackoff pace;
    private final Writer.TimeoutListener overdue;
    private final List<InFlightCommit> open = new ArrayList<>();
    private Throwable cause = new IllegalStateException("nothing was sent");

    InDoubtCommitResolver(Writer writer, WriteProtocol conduct, WriterBackoff pace, Writer.TimeoutListener overdue) {
        this.writer = writer;
        this.conduct = conduct;
        this.pace = pace;
        this.overdue = overdue;
    }

    /** Answers those that are certainly not stored where they were sent to, and may be sent elsewhere. */
    List<PendingAppend> insist(List<InFlightCommit> sent, Throwable why) throws InterruptedException {
        open.addAll(sent);
        cause = why;
        boolean settled = false;
        for (int tries = 1; !settled && !open.isEmpty(); tries++) {
            overdue.answer(open.stream().map(InFlightCommit::submission).toList(), true, cause);
            pause(tries);
            settled = settled();
        }
        return Writer.unanswered(open.stream().map(InFlightCommit::submission));
    }

    private void pause(int tries) throws InterruptedException {
        try {
            pace.pause(tries);
        } catch (InterruptedException e) {
            open.forEach(sent -> sent.submission().unknown(cause));
            throw e;
        }
    }

    /** Whether nothing of what is open can be stored where it was sent to. */
    private boolean settled() {
        try {
            while (!open.isEmpty()) {
                InFlightCommit first = open.get(0);
                CommitOutcome fate = conduct.fate(first.commit(), first.position());
                if (fate instanceof CommitOutcome.PositionConflict) {
                    return true;
                }
                if (fate instanceof CommitOutcome.Undetermined) {
                    return sendAgain();
                }
                writer.answer(first, fate);
                open.remove(0);
                if (!first.standsAsSent(fate)) {
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

    private boolean sendAgain() {
        InsertResult said = writer.again(open);
        if (said instanceof InsertResult.AllInserted) {
            stand(open.size());
        } else if (said instanceof InsertResult.DuplicateKey duplicate) {
            stand(duplicate.index());
        } else if (said instanceof InsertResult.Rejected refused) {
            stand(refused.index());
            return giveUpFirst(refused.why());
        } else if (said instanceof InsertResult.Unknown unknown) {
            cause = unknown.cause();
        } else {
            cause = new StorageFullException();
        }
        return false;
    }

    private void stand(int count) {
        List<InFlightCommit> standing = open.subList(0, count);
        writer.stand(List.copyOf(standing));
        standing.clear();
    }

    /** Refused now, yet an earlier sending of it may still arrive: its caller is not told that it is not stored. */
    private boolean giveUpFirst(String why) {
        open.remove(0).submission().unknown(new IllegalStateException(why));
        return true;
    }
}
