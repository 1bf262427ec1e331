package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ReadModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps memory at the head of the ledger, with a thread of its own: it loads the views, then reads on from there. */
final class VerifierUpdater implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VerifierUpdater.class);
    private static final int AT_ONCE = 256;
    private static final int LOOK_MILLIS = 200;
    private static final Duration SWEEP = Duration.ofHours(1);
    /** How long what ended by itself is kept: clocks differ, and a refresh may be on its way. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final VerifierState memory = new VerifierState();
    private final AppliedPosition reached = new AppliedPosition();
    private final FreshnessGuard confidence = new FreshnessGuard();
    private final Thread thread = new Thread(this::run, "verifier");
    private final ReadModels models;
    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final Clock clock;
    private volatile boolean closed;
    private boolean loaded;
    private long complete;
    private long swept = System.nanoTime();

    VerifierUpdater(ReadModels models, Ledger ledger, LedgerAxonAdapter axon, Clock clock) {
        this.models = models;
        this.ledger = ledger;
        this.axon = axon;
        this.clock = clock;
        this.thread.setDaemon(true);
    }

    /** Answers from the memory that is kept here. */
    CredentialVerifier verifier(LastUsedTracker sightings) {
        return new InMemoryVerifier(memory, reached, confidence, sightings, clock);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                followWhileItGoes();
            }
        } catch (InterruptedException e) {
            LOG.debug("the verifier stops");
        } finally {
            confidence.lose();
        }
    }

    private void followWhileItGoes() throws InterruptedException {
        try {
            load();
            follow();
        } catch (RuntimeException e) {
            LOG.error("ALARM the verifier cannot read on at {}, tries again in a second", reached.next(), e);
            confidence.troubled();
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void load() {
        if (!loaded) {
            var next = models.next().value();
            memory.load(models);
            complete = ledger.nextPosition().value();
            loaded = true;
            reach(next);
        }
    }

    private void follow() throws InterruptedException {
        var last = new GlobalSequenceTrackingToken(reached.next() - 1);
        try (var stream = axon.eventStore().openStream(last)) {
            while (!closed) {
                confidence.examine(axon.tailStatus(), reached.next() >= complete);
                if (stream.hasNextAvailable(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    install(taken(stream));
                }
                sweep();
            }
        }
    }

    private static List<TrackedEventMessage<?>> taken(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        var events = new ArrayList<TrackedEventMessage<?>>();
        do {
            events.add(stream.nextAvailable());
        } while (events.size() < AT_ONCE && stream.hasNextAvailable());
        return events;
    }

    private void install(List<TrackedEventMessage<?>> events) {
        memory.apply(events);
        var last = events.get(events.size() - 1).trackingToken();
        reach(last.position().orElseThrow() + 1);
    }

    /** Whoever waited for a position may ask at once: so confidence comes before the word that it is reached. */
    private void reach(long next) {
        confidence.examine(axon.tailStatus(), next >= complete);
        reached.moveTo(next);
    }

    private void sweep() {
        if (System.nanoTime() - swept > SWEEP.toNanos()) {
            memory.forgetEndedBefore(clock.instant().minus(GRACE));
            swept = System.nanoTime();
        }
    }
}
