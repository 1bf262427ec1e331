package org.keyledger.query.verifier;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a snapshot is written: after 5 minutes with new events, or longer for a large one, so that it costs at most
 * 100 KB a second; after 50,000 events, but not twice a minute; and at shutdown. Each is written on a thread of its own,
 * one at a time.
 */
final class SnapshotSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);
    private static final long MAX_INTERVAL_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long MIN_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_PER_BYTE = Duration.ofSeconds(1).toNanos() / 100_000;
    private static final long MAX_EVENTS = 50_000;

    private final VerifierSnapshots snapshots;
    private final VerifierState state;
    private @Nullable Thread writer;
    /** Events that the file contains; 0 if there is no file that can be used. */
    private volatile long written;

    private volatile long writtenAtNanos = System.nanoTime();
    private volatile long bytes;

    SnapshotSchedule(VerifierSnapshots snapshots, VerifierState state) {
        this.snapshots = snapshots;
        this.state = state;
    }

    /** The file contains the events before this position; 0 if it cannot be used. */
    void begin(long next) {
        written = next;
        writtenAtNanos = System.nanoTime() - (next == 0 ? MIN_INTERVAL_NANOS : 0);
    }

    /**
     * Starts to write if it is due. Returns without waiting.
     *
     * @param next the state contains every event before this position
     * @param atHead whether these were all when the ledger was read last
     */
    void writeIfDue(long next, boolean atHead) {
        if (isDue(next, atHead) && !isWriting()) {
            var thread = new Thread(() -> write(next), "verifier-snapshot");
            thread.setDaemon(true);
            thread.start();
            writer = thread;
        }
    }

    private boolean isWriting() {
        return writer != null && writer.isAlive();
    }

    private boolean isDue(long next, boolean atHead) {
        if (next == written) {
            return false;
        }
        var age = System.nanoTime() - writtenAtNanos;
        if (written == 0) {
            return atHead && age >= MIN_INTERVAL_NANOS;
        }
        return age > Math.max(MAX_INTERVAL_NANOS, bytes * NANOS_PER_BYTE)
                || (age > MIN_INTERVAL_NANOS && next - written > MAX_EVENTS);
    }

    /** Returns when the snapshot is written, or failed, and none is written any more. */
    void writeAtShutdown(long next) {
        try {
            if (writer != null) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (next != written) {
            write(next);
        }
    }

    private void write(long next) {
        try {
            bytes = snapshots.write(state, next);
            written = next;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Could not write the verifier snapshot, the next start takes longer: {}", e.toString());
        }
        writtenAtNanos = System.nanoTime();
    }
}
