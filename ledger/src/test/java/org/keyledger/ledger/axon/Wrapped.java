package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.RecordedEntry;

/** A ledger that does what another does; for fakes that differ in one thing. */
class Wrapped implements Ledger {

    private final Ledger inner;

    Wrapped(Ledger inner) {
        this.inner = inner;
    }

    @Override
    public LedgerIdentity identity() {
        return inner.identity();
    }

    @Override
    public CompletableFuture<Position> append(Commit commit) {
        return inner.append(commit);
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return inner.find(key);
    }

    @Override
    public List<RecordedEntry> history(String aggregate, long fromSequence) {
        return inner.history(aggregate, fromSequence);
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return inner.lastSequence(aggregate);
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        return inner.read(from, atMost);
    }

    @Override
    public Optional<RecordedCommit> head() {
        return inner.head();
    }

    @Override
    public Registration onAppended(Runnable listener) {
        return inner.onAppended(listener);
    }

    @Override
    public void close() {
        inner.close();
    }
}
