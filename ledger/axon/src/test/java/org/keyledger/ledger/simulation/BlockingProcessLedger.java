package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.UnknownOutcomeException;

/** The ledger of a simulated process for code that blocks on its appends: it blocks in simulated time. */
final class BlockingProcessLedger implements Ledger {

    private final LedgerProcess node;

    BlockingProcessLedger(LedgerProcess node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<Position> append(Commit commit, List<Reservation> reservations) {
        if (!node.up()) {
            return CompletableFuture.failedFuture(unknown("the process is dead"));
        }
        ClientHistory.Attempt attempt = node.attempt(commit, reservations.toArray(Reservation[]::new));
        if (attempt.stored != null) {
            return CompletableFuture.completedFuture(attempt.stored);
        }
        return CompletableFuture.failedFuture(attempt.refused != null ? attempt.refused : unknown("nobody answered"));
    }

    @Override
    public Reservations reservations() {
        return node.ledger().reservations();
    }

    private static UnknownOutcomeException unknown(String why) {
        return new UnknownOutcomeException(why, new IllegalStateException(why));
    }

    @Override
    public LedgerIdentity identity() {
        return node.ledger().identity();
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return node.ledger().find(key);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence) {
        return node.ledger().readEvents(aggregate, fromSequence);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence, int maxEvents) {
        return node.ledger().readEvents(aggregate, fromSequence, maxEvents);
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return node.ledger().lastSequence(aggregate);
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        return node.ledger().read(from, atMost);
    }

    @Override
    public Optional<RecordedCommit> head() {
        return node.ledger().head();
    }

    @Override
    public Registration onAppended(AppendListener listener) {
        return node.ledger().onAppended(listener);
    }

    @Override
    public Registration onOutcome(OutcomeListener listener) {
        return node.ledger().onOutcome(listener);
    }

    @Override
    public void close() {}
}
