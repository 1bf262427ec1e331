package org.keyledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A ledger that does what another one does; for one that differs in a thing. */
public abstract class ForwardingLedger implements Ledger {

    private final Ledger inner;

    protected ForwardingLedger(Ledger inner) {
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
    public boolean hasCapacity() {
        return inner.hasCapacity();
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return inner.find(key);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence) {
        return inner.readEvents(aggregate, fromSequence);
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
    public Position nextPosition() {
        return inner.nextPosition();
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
