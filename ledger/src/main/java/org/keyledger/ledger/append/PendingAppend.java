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
    record Run(String aggregate, long first, long last) {}

    private final Commit commit;
    private final byte[] events;
    private final List<Run> runs;
    private final long since;
    private final CompletableFuture<Position> answer = new CompletableFuture<>();

    /** @throws InvalidCommitException if a sequence stands twice in the commit, or leaves a gap in it */
    PendingAppend(Commit commit, long since) {
        this.commit = commit;
        this.runs = runs(commit.events());
        this.events = CommitCodec.encodeEvents(commit.events());
        this.since = since;
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
                    PendingAppend::continued);
        }
        return new ArrayList<>(runs.values());
    }

    private static Run continued(Run run, Run more) {
        if (more.first() != run.last() + 1) {
            throw new InvalidCommitException(
                    "sequence " + more.first() + " follows " + run.last() + " in one commit of " + run.aggregate());
        }
        return new Run(run.aggregate(), run.first(), more.last());
    }

    Commit commit() {
        return commit;
    }

    byte[] events() {
        return events;
    }

    List<Run> runs() {
        return runs;
    }

    /** About what it adds to a batch. */
    int size() {
        return events.length;
    }

    long since() {
        return since;
    }

    CompletableFuture<Position> answer() {
        return answer;
    }

    boolean answered() {
        return answer.isDone();
    }

    void standsAt(Position last) {
        answer.complete(last);
    }

    void refused(RuntimeException why) {
        answer.completeExceptionally(why);
    }

    void unknown(Throwable cause) {
        answer.completeExceptionally(new UnknownOutcomeException(
                "the store did not say whether commit " + commit.commitId()
                        + " stands: ask for its key, or send it again",
                cause));
    }
}
