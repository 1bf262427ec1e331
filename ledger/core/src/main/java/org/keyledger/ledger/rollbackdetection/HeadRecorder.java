package org.keyledger.ledger.rollbackdetection;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.epoch.Epochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the places how far the ledger has come: before it goes on, each second and once more at the end. Of a new one they
 * know from before its first commit, or killed within a second it could not start again.
 */
public final class HeadRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeadRecorder.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Epochs epochs;
    private final RollbackDetector detector;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<HeadStore> failing = new HashSet<>();
    private final Thread thread = new Thread(this::run, "witnesses");
    private @Nullable KnownHead lastRecorded;

    private HeadRecorder(Ledger ledger, RollbackDetector witnesses) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
        this.detector = witnesses;
        thread.setDaemon(true);
    }

    /** @param ledger one that was admitted */
    public static HeadRecorder start(Ledger ledger, RollbackDetector witnesses) {
        HeadRecorder keeper = new HeadRecorder(ledger, witnesses);
        keeper.record();
        keeper.thread.start();
        return keeper;
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                record();
            }
            record();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record() {
        try {
            KnownHead now = KnownHead.of(ledger, epochs);
            if (!now.equals(lastRecorded) || !failing.isEmpty()) {
                detector.stores().forEach(place -> record(place, now));
                lastRecorded = now;
            }
        } catch (RuntimeException e) {
            LOG.warn("the ledger does not say how far it has come, asks again in a second: {}", e.toString());
        }
    }

    private void record(HeadStore place, KnownHead witness) {
        try {
            place.write(witness);
            failing.remove(place);
        } catch (RuntimeException e) {
            if (failing.add(place)) {
                LOG.warn("{} does not take how far the ledger has come, tries on: {}", place.name(), e.toString());
            }
        }
    }

    /** Returns when the places know the head, or after five seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
