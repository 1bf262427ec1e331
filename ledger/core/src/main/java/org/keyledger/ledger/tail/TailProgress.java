package org.keyledger.ledger.tail;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.tail.TailStatus.HeadObservation;

/** How far a tailer has read; threads can wait for a position. */
final class TailProgress {

    private final Ticker ticker;
    private final Object monitor = new Object();
    private volatile TailStatus status = TailStatus.INITIAL;
    private volatile boolean closed;

    /** @param ticker measures how long a thread waits */
    TailProgress(Ticker ticker) {
        this.ticker = ticker;
    }

    TailStatus status() {
        return status;
    }

    void readUpTo(Position next) {
        update(status.readUpTo(next));
    }

    void observe(Position head, long started) {
        update(status.observed(new HeadObservation(head, started)));
    }

    void fail(String message) {
        update(status.failed(message));
    }

    void stop(String message) {
        update(status.stopped(message));
    }

    /** A stop is permanent, and a stream may have caused it at the same time. */
    private void update(TailStatus newer) {
        synchronized (monitor) {
            if (!status.stopped()) {
                status = newer;
            }
        }
    }

    /** Whether the ledger has no event at this position yet, as far as the tailer has read. */
    boolean isAtEnd(Position position) {
        return status.next().map(next -> !position.isBefore(next)).orElse(false);
    }

    /** Waits until there may be an event at this position; returns false after the timeout or when closed. */
    boolean await(Position position, long timeoutNanos) throws InterruptedException {
        long deadline = ticker.read() + timeoutNanos;
        synchronized (monitor) {
            while (status.next().filter(position::isBefore).isEmpty() && !closed) {
                long left = deadline - ticker.read();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
        }
        return !closed;
    }

    /** Ends the wait of threads whose position was reached. */
    void wakeWaiting() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
