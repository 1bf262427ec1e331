package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.hashchain.CommitCodec;

/** A commit on its way, and the caller who waits for it. */
final class PendingAppend {

    /** The part of an aggregate's history that a commit adds. */
    record Run(String aggregateId, long first, long last) {}

    private final Commit commit;
    private final byte[] encodedEvents;
    private final List<Run> runs;
    private final long enqueuedAtNanos;
    private final CompletableFuture<Position> future = new CompletableFuture<>();

    /** @throws InvalidCommitException if a sequence stands twice in the commit, or leaves a gap in it */
    PendingAppend(Commit commit, long since) {
        this.commit = commit;
        this.runs = runs(commit.events());
        this.encodedEvents = CommitCodec.encodeEvents(commit.events());
        this.enqueuedAtNanos = since;
    }

    private static List<Run> runs(List<EventRecord> entries) {
        if (entries.size() == 1) {
            EventRecord only = entries.get(0);
            return List.of(new Run(only.aggregateId(), only.sequence(), only.sequence()));
        }
        Map<String, Run> runs = new LinkedHashMap<>();
        for (EventRecord entry : entries) {
            runs.merge(
                    entry.aggregateId(),
                    new Run(entry.aggregateId(), entry.sequence(), entry.sequence()),
                    PendingAppend::merge);
        }
        return new ArrayList<>(runs.values());
    }

    private static Run merge(Run run, Run more) {
        if (more.first() != run.last() + 1) {
            throw new InvalidCommitException(
                    "sequence " + more.first() + " follows " + run.last() + " in one commit of " + run.aggregateId());
        }
        return new Run(run.aggregateId(), run.first(), more.last());
    }

    Commit commit() {
        return commit;
    }

    byte[] encodedEvents() {
        return encodedEvents;
    }

    List<Run> runs() {
        return runs;
    }

    /** About what it adds to a batch. */
    int size() {
        return encodedEvents.length;
    }

    long enqueuedAtNanos() {
        return enqueuedAtNanos;
    }

    CompletableFuture<Position> future() {
        return future;
    }

    boolean isDone() {
        return future.isDone();
    }

    void completeAt(Position last) {
        future.complete(last);
    }

    void reject(RuntimeException cause) {
        future.completeExceptionally(cause);
    }

    void completeUnknown(Throwable cause) {
        future.completeExceptionally(new UnknownOutcomeException(
                "the store did not say whether commit " + commit.commitId()
                        + " stands: ask for its key, or send it again",
                cause));
    }
}
