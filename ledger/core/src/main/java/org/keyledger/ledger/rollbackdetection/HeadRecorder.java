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
 * Writes the head of the ledger to the witnesses: at the start, each second, and when it is closed. It writes the head of a
 * new ledger before the first commit; otherwise a process that is killed within the first second could not start again.
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
    private final Thread thread = new Thread(this::run, "ledger-head-recorder");
    private @Nullable KnownHead lastRecorded;

    private HeadRecorder(Ledger ledger, RollbackDetector detector) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
        this.detector = detector;
        thread.setDaemon(true);
    }

    /** @param ledger a ledger that passed {@link RollbackDetector#verifyAtStart} */
    public static HeadRecorder start(Ledger ledger, RollbackDetector detector) {
        HeadRecorder recorder = new HeadRecorder(ledger, detector);
        recorder.record();
        recorder.thread.start();
        return recorder;
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
            KnownHead head = detector.present(ledger, epochs);
            if (!head.equals(lastRecorded) || !failing.isEmpty()) {
                detector.stores().forEach(store -> record(store, head));
                lastRecorded = head;
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not read ledger head, retrying in 1 s: {}", e.toString());
        }
    }

    private void record(HeadStore store, KnownHead head) {
        try {
            store.write(head);
            failing.remove(store);
        } catch (RuntimeException e) {
            if (failing.add(store)) {
                LOG.warn("Could not record ledger head in {}, retrying each second: {}", store.name(), e.toString());
            }
        }
    }

    /** Returns when the head is recorded, or after 5 s. */
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
