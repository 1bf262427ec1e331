package org.keyledger.ledger.mongo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.RecordedEntry;

/** A ledger whose listeners also hear of what other nodes append. */
final class WatchedLedger implements Ledger {

    private final Ledger ledger;
    private final HeadWatch watch;

    WatchedLedger(Ledger ledger, HeadWatch watch) {
        this.ledger = ledger;
        this.watch = watch;
    }

    @Override
    public LedgerIdentity identity() {
        return ledger.identity();
    }

    @Override
    public CompletableFuture<Position> append(Commit commit) {
        return ledger.append(commit);
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return ledger.find(key);
    }

    @Override
    public List<RecordedEntry> history(String aggregate, long fromSequence) {
        return ledger.history(aggregate, fromSequence);
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return ledger.lastSequence(aggregate);
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        return ledger.read(from, atMost);
    }

    @Override
    public Optional<RecordedCommit> head() {
        return ledger.head();
    }

    @Override
    public Registration onAppended(Runnable listener) {
        Registration here = ledger.onAppended(listener);
        Registration elsewhere = watch.onAppended(listener);
        return () -> {
            here.close();
            elsewhere.close();
        };
    }

    @Override
    public void close() {
        ledger.close();
        watch.close();
    }
}
