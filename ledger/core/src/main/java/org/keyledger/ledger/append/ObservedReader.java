package org.keyledger.ledger.append;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;

/**
 * Reads the store and reports the position after the last event that was read. A read may return a commit that is durable
 * before the writer has learned of it.
 */
record ObservedReader(CommitReader store, Consumer<Position> observer) implements CommitReader {

    @Override
    public LedgerIdentity identity() {
        return store.identity();
    }

    @Override
    public Optional<RecordedCommit> find(String commitId) {
        return observed(store.find(commitId));
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents) {
        List<PositionedEvent> events = store.readEvents(aggregateId, fromSequence, maxEvents);
        if (!events.isEmpty()) {
            observer.accept(events.get(events.size() - 1).position().next());
        }
        return events;
    }

    @Override
    public Optional<Long> lastSequence(String aggregateId) {
        return store.lastSequence(aggregateId);
    }

    @Override
    public List<RecordedCommit> read(Position from, int maxCommits) {
        List<RecordedCommit> commits = store.read(from, maxCommits);
        if (!commits.isEmpty()) {
            observer.accept(commits.get(commits.size() - 1).next());
        }
        return commits;
    }

    @Override
    public Optional<RecordedCommit> head() {
        return observed(store.head());
    }

    private Optional<RecordedCommit> observed(Optional<RecordedCommit> read) {
        read.ifPresent(commit -> observer.accept(commit.next()));
        return read;
    }
}
