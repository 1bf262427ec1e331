package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.EventApplier.EventFollower;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.verifier.VerifierSnapshots.Loaded;

/** Keeps the verifier's memory at the head of the ledger: loads the snapshot, then applies the events after it. */
final class VerifierUpdater implements EventFollower {

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);
    /** How long expired entries are kept: a session may be refreshed in its last moment. */
    private static final Duration EXPIRY_RETENTION = Duration.ofMinutes(1);

    private final VerifierState state = new VerifierState();
    private final AppliedPosition applied = new AppliedPosition();
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final Clock clock;
    private final FreshnessGuard freshness;
    private final VerifierSnapshots snapshots;
    private final SnapshotSchedule schedule;
    private CatchUpLog catchUp = new CatchUpLog(0, 0);
    private boolean loaded;
    private long sweptAtNanos = System.nanoTime();

    VerifierUpdater(
            Ledger ledger, LedgerAxonAdapter axon, Clock clock, FreshnessGuard freshness, VerifierSnapshots snapshots) {
        this.ledger = ledger;
        this.axon = axon;
        this.clock = clock;
        this.freshness = freshness;
        this.snapshots = snapshots;
        this.schedule = new SnapshotSchedule(snapshots, state);
    }

    /** A verifier that reads the memory that this updater maintains. */
    CredentialVerifier verifier(LastUsedTracker lastUsed) {
        return new InMemoryVerifier(state, applied, freshness, lastUsed, clock);
    }

    ErasableCopy erasableCopy() {
        return new SnapshotErasure(applied, snapshots);
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
            var snapshot = snapshots.load(clock.instant().minus(EXPIRY_RETENTION));
            snapshot.ifPresent(it -> state.replace(it.tables()));
            var next = snapshot.map(Loaded::next).orElse(0L);
            var started = System.nanoTime();
            var head = ledger.nextPosition().value();
            freshness.observeHead(head, started);
            catchUp = new CatchUpLog(next, head);
            schedule.begin(next);
            advanceTo(next);
            loaded = true;
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
        schedule.writeIfDue(applied.nextPosition(), freshness.isTrusted());
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
        if (loaded) {
            schedule.writeAtShutdown(applied.nextPosition());
        }
    }

    /**
     * Updates freshness before the position, because a thread that waits for the position verifies immediately
     * afterwards.
     */
    private void advanceTo(long next) {
        updateFreshness(next);
        applied.advanceTo(next);
        catchUp.appliedUpTo(next);
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
