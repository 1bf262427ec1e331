package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.EventFollower;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ReadModels;

/** Keeps the verifier's memory at the head of the ledger: loads the views, then applies new events. */
final class VerifierUpdater implements EventFollower {

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);
    /** How long expired entries are kept: a session may be refreshed in its last moment. */
    private static final Duration EXPIRY_RETENTION = Duration.ofMinutes(1);

    private final VerifierState state = new VerifierState();
    private final AppliedPosition applied = new AppliedPosition();
    private final ReadModels models;
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final Clock clock;
    private final FreshnessGuard freshness;
    private boolean loaded;
    private long sweptAtNanos = System.nanoTime();

    VerifierUpdater(ReadModels models, Ledger ledger, LedgerAxonAdapter axon, Clock clock, FreshnessGuard freshness) {
        this.models = models;
        this.ledger = ledger;
        this.axon = axon;
        this.clock = clock;
        this.freshness = freshness;
    }

    /** A verifier that reads the memory that this updater maintains. */
    CredentialVerifier verifier(LastUsedTracker lastUsed) {
        return new InMemoryVerifier(state, applied, freshness, lastUsed, clock);
    }

    @Override
    public String name() {
        return "verifier";
    }

    @Override
    public Optional<Position> begin() {
        load();
        return Optional.of(new Position(applied.nextPosition()));
    }

    private void load() {
        if (!loaded) {
            var next = models.nextPosition().value();
            state.load(models, clock.instant().minus(EXPIRY_RETENTION));
            var started = System.nanoTime();
            freshness.observeHead(ledger.nextPosition().value(), started);
            loaded = true;
            advanceTo(next);
        }
    }

    @Override
    public void apply(List<TrackedEventMessage<?>> events) {
        state.apply(events);
        var last = events.get(events.size() - 1).trackingToken();
        advanceTo(last.position().orElseThrow() + 1);
    }

    @Override
    public void tick() {
        updateFreshness(applied.nextPosition());
        sweep();
    }

    /** Raises the alarm, even if no credential is verified. */
    @Override
    public void onFailure() {
        freshness.isTrusted();
    }

    @Override
    public void end() {
        freshness.distrust();
    }

    /**
     * Updates freshness before the position, because a thread that waits for the position verifies immediately
     * afterwards.
     */
    private void advanceTo(long next) {
        updateFreshness(next);
        applied.advanceTo(next);
    }

    private void updateFreshness(long next) {
        var tail = axon.tailStatus();
        if (tail.stopped()) {
            freshness.distrust();
            return;
        }
        tail.head().ifPresent(head -> freshness.observeHead(head.next().value(), head.nanos()));
        freshness.confirmApplied(next);
    }

    private void sweep() {
        if (System.nanoTime() - sweptAtNanos > SWEEP_INTERVAL.toNanos()) {
            state.removeExpiredBefore(clock.instant().minus(EXPIRY_RETENTION));
            sweptAtNanos = System.nanoTime();
        }
    }
}
