package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.verifier.VerifierSnapshots.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the verifier's memory at the head of the ledger, on its own thread: loads the snapshot, then applies the events after it.
 */
final class VerifierUpdater implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VerifierUpdater.class);
    private static final int MAX_BATCH_SIZE = 256;
    private static final int POLL_TIMEOUT_MILLIS = 200;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);
    /** How long expired entries are kept: a session may be refreshed in its last moment. */
    private static final Duration EXPIRY_RETENTION = Duration.ofMinutes(1);

    private final VerifierState state = new VerifierState();
    private final AppliedPosition applied = new AppliedPosition();
    private final Thread thread = new Thread(this::run, "verifier");
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final Clock clock;
    private final FreshnessGuard freshness;
    private final VerifierSnapshots snapshots;
    private final SnapshotSchedule schedule;
    private volatile boolean closed;
    private CatchUpLog catchUp = new CatchUpLog(0, 0);
    private volatile boolean loaded;
    private @Nullable String loggedFailure;
    private long sweptAtNanos = System.nanoTime();

    VerifierUpdater(
            Ledger ledger, LedgerAxonAdapter axon, Clock clock, FreshnessGuard freshness, VerifierSnapshots snapshots) {
        this.ledger = ledger;
        this.axon = axon;
        this.clock = clock;
        this.freshness = freshness;
        this.snapshots = snapshots;
        this.schedule = new SnapshotSchedule(snapshots, state);
        this.thread.setDaemon(true);
    }

    /** A verifier that reads the memory that this updater maintains. */
    CredentialVerifier verifier(LastUsedTracker lastUsed) {
        return new InMemoryVerifier(state, applied, freshness, lastUsed, clock);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (loaded && !thread.isAlive()) {
            schedule.writeAtShutdown(applied.nextPosition());
        }
    }

    ErasableCopy erasableCopy() {
        return new SnapshotErasure(applied, snapshots);
    }

    private void run() {
        try {
            while (!closed) {
                runUntilFailure();
            }
        } catch (InterruptedException e) {
            LOG.debug("Verifier updates stopped");
        } finally {
            freshness.distrust();
        }
    }

    private void runUntilFailure() throws InterruptedException {
        try {
            load();
            follow();
        } catch (RuntimeException e) {
            logFailure(e);
            freshness.isTrusted(); // raises the alarm, even if no credential is verified
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** Logs a failure once, although it is repeated each second; a store that cannot be read needs no stack trace. */
    private void logFailure(RuntimeException e) {
        var failure = e.toString();
        if (failure.equals(loggedFailure)) {
            LOG.debug("Verifier failed again: {}", failure);
            return;
        }
        loggedFailure = failure;
        LOG.error(
                "ALARM Verifier could not read events at position {}, retrying each second: {}",
                applied.nextPosition(),
                e.getMessage(),
                e instanceof StoreUnavailableException ? null : e);
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

    private void follow() throws InterruptedException {
        var last = new GlobalSequenceTrackingToken(applied.nextPosition() - 1);
        try (var stream = axon.eventStore().openStream(last)) {
            while (!closed) {
                updateFreshness(applied.nextPosition());
                schedule.writeIfDue(applied.nextPosition(), freshness.isTrusted());
                if (stream.hasNextAvailable(POLL_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                    apply(nextBatch(stream));
                }
                sweep();
            }
        }
    }

    private static List<TrackedEventMessage<?>> nextBatch(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        var events = new ArrayList<TrackedEventMessage<?>>();
        do {
            events.add(stream.nextAvailable());
        } while (events.size() < MAX_BATCH_SIZE && stream.hasNextAvailable());
        return events;
    }

    private void apply(List<TrackedEventMessage<?>> events) {
        state.apply(events);
        var last = events.get(events.size() - 1).trackingToken();
        advanceTo(last.position().orElseThrow() + 1);
        loggedFailure = null;
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
