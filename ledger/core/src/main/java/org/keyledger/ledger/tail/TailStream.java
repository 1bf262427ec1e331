package org.keyledger.ledger.tail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Tip;
import org.keyledger.ledger.tail.DecodedCommits.DecodedCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cursor in the ledger: reads shared events of the tailer near the head, and pages of the ledger before that. For one
 * thread; only {@link #onAvailable} may be called by another.
 *
 * @param <E> a decoded event
 */
public final class TailStream<E> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TailStream.class);
    private static final Runnable NO_CALLBACK = () -> {};

    private final Tailer<E> tailer;
    private final Deque<E> ready = new ArrayDeque<>();
    /** Written by the reading thread only. */
    private volatile Position next;

    private @Nullable Tip tip;
    private volatile Runnable onAvailable = NO_CALLBACK;

    TailStream(Tailer<E> tailer, Position from) {
        this.tailer = tailer;
        this.next = from;
    }

    /** Sets the callback for possible new events; it runs on the tailer's thread and must return quickly. */
    public void onAvailable(Runnable callback) {
        onAvailable = callback;
    }

    /** The next event, if it is already recorded. */
    public Optional<E> peek() {
        fill();
        return Optional.ofNullable(ready.peek());
    }

    /** Waits for the next event; returns false after the timeout or when the tailer is closed. */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = tailer.nanoTime() + unit.toNanos(timeout);
        while (peek().isEmpty()) {
            if (!tailer.progress().await(next, deadline - tailer.nanoTime())) {
                return peek().isPresent();
            }
        }
        return true;
    }

    /**
     * Removes the next event.
     *
     * @throws java.util.NoSuchElementException if there is none, see {@link #peek} and {@link #await}
     */
    public E take() {
        fill();
        return ready.remove();
    }

    /** Whether the tailer is closed, so that no more events come. */
    public boolean isClosed() {
        return tailer.progress().isClosed();
    }

    @Override
    public void close() {
        onAvailable = NO_CALLBACK;
        tailer.unregister(this);
    }

    /** The position of the next event to read from the tailer or the ledger. */
    Position next() {
        return next;
    }

    void notifyAvailable() {
        try {
            onAvailable.run();
        } catch (RejectedExecutionException e) {
            close();
        } catch (RuntimeException e) {
            LOG.warn("Callback of a tail stream failed", e);
        }
    }

    private void fill() {
        boolean more = true;
        while (more && ready.isEmpty() && !tailer.progress().isAtEnd(next)) {
            more = readNext();
        }
    }

    /** Whether a commit was read. */
    private boolean readNext() {
        Position start = next;
        try {
            for (Iterator<DecodedCommit<E>> commits =
                            tailer.commits().read(next).iterator();
                    commits.hasNext(); ) {
                add(commits.next());
            }
        } catch (BrokenChainException broken) {
            tailer.stop(broken);
            failUnlessReady(broken);
        } catch (RuntimeException e) {
            failUnlessReady(e);
        }
        return !start.equals(next);
    }

    /** The events that were read before the failure are valid; the next read fails again. */
    private void failUnlessReady(RuntimeException failure) {
        if (ready.isEmpty()) {
            throw failure;
        }
    }

    private void add(DecodedCommit<E> decoded) {
        Tailer.requireLinked(tip, decoded.commit());
        for (E event : decoded.events()) {
            if (!tailer.decoder().positionOf(event).isBefore(next)) {
                ready.add(event);
            }
        }
        tip = Tip.after(decoded.commit());
        next = decoded.commit().next();
    }
}
