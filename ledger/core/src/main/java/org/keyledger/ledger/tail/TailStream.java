package org.keyledger.ledger.tail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's place in the ledger: events of the shared tail when it is close behind, pages of the ledger when it is
 * far. For one thread; only {@link #onAvailable} may be called by another.
 *
 * @param <E> an event as the reader sees it
 */
public final class TailStream<E> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TailStream.class);
    private static final Runnable NO_CALLBACK = () -> {};

    private final Tailer<E> tailer;
    private final ChainChecker chainChecker = new ChainChecker();
    private final Deque<E> ready = new ArrayDeque<>();
    private Position next;
    private volatile Runnable onAvailable = NO_CALLBACK;

    TailStream(Tailer<E> tailer, Position from) {
        this.tailer = tailer;
        this.next = from;
    }

    /** Calls back, quickly and from the tailer's thread, when there may be something new. */
    public void onAvailable(Runnable callback) {
        onAvailable = callback;
    }

    /** The next event, if there is one already. */
    public Optional<E> peek() {
        fill();
        return Optional.ofNullable(ready.peek());
    }

    /** Waits for the next event; false when the time is over or the tailer closed. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(time);
        while (peek().isEmpty()) {
            if (!tailer.await(next, deadline - System.nanoTime())) {
                return peek().isPresent();
            }
        }
        return true;
    }

    /** Takes the next event, after {@link #peek} or {@link #await} said that there is one. */
    public E take() {
        fill();
        return ready.remove();
    }

    /** Whether nothing more will come, because the tailer was closed. */
    public boolean isClosed() {
        return tailer.isClosed();
    }

    @Override
    public void close() {
        onAvailable = NO_CALLBACK;
        tailer.unregister(this);
    }

    void notifyAvailable() {
        try {
            onAvailable.run();
        } catch (RejectedExecutionException e) {
            close();
        } catch (RuntimeException e) {
            LOG.warn("a reader of the tail could not be called", e);
        }
    }

    private void fill() {
        while (ready.isEmpty() && !tailer.atEnd(next)) {
            Optional<DecodedCommit<E>> shared = tailer.findRecent(next);
            if (shared.isPresent()) {
                add(shared.get());
            } else if (!readPage()) {
                return;
            }
        }
    }

    private boolean readPage() {
        Position before = next;
        try {
            for (RecordedCommit commit : tailer.read(next)) {
                add(DecodedCommit.of(commit, tailer.decoder()));
            }
        } catch (RuntimeException e) {
            if (ready.isEmpty()) {
                throw e;
            }
            // what came before is good; the next call meets the fault again
        }
        return !before.equals(next);
    }

    private void add(DecodedCommit<E> chunk) {
        try {
            chainChecker.check(chunk.commit());
        } catch (BrokenChainException broken) {
            tailer.stop(broken);
            throw broken;
        }
        for (E event : chunk.events()) {
            if (!tailer.decoder().positionOf(event).isBefore(next)) {
                ready.add(event);
            }
        }
        chainChecker.accept(chunk.commit());
        next = chunk.commit().next();
    }
}
