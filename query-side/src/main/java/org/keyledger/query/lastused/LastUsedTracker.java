package org.keyledger.query.lastused;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyledger.ledger.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks when keys and sessions were last used, to the second. Recording a use only updates a map in memory; a
 * background thread writes the changes once a second and once more on close. A crash can lose the last second, and uses
 * are dropped while more than {@value MAX_UNWRITTEN} entries are unwritten.
 *
 * <p>Entries are identified by the text form of their id, which is unique across all kinds of ids.
 */
public final class LastUsedTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastUsedTracker.class);
    private static final int MAX_UNWRITTEN = 100_000;
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Marks a removed entry; less than every time. */
    static final Long TOMBSTONE = Long.MIN_VALUE;

    private final Map<Object, Long> unwritten = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "last-used");
    private final LastUsedStore store;
    private boolean failing;

    private LastUsedTracker(Views views) {
        this.store = new LastUsedStore(views);
        thread.setDaemon(true);
    }

    static LastUsedTracker start(Views views) {
        var tracker = new LastUsedTracker(views);
        tracker.thread.start();
        return tracker;
    }

    /** Records a use at this time. */
    public void record(Object id, Instant time) {
        var second = (Long) time.getEpochSecond();
        var current = unwritten.get(id);
        if (current == null ? unwritten.size() < MAX_UNWRITTEN : current < second) {
            unwritten.put(id, second);
        }
    }

    /** Removes the entry of a key or session that has ended. Can be repeated, as a replay does. */
    public void remove(Object id) {
        if (unwritten.size() < MAX_UNWRITTEN) {
            unwritten.put(id, TOMBSTONE);
        }
    }

    /**
     * When it was last used; empty if never. Uses on this node are visible immediately, those on other nodes once they
     * are written.
     */
    public Optional<Instant> lastUsed(Object id) {
        return Optional.ofNullable(lastUsedOf(List.of(id)).get(id));
    }

    /** When each of these was last used, with one read of the store; ids that were never used are missing. */
    public Map<Object, Instant> lastUsedOf(Collection<?> ids) {
        // Memory before the store: an entry that is written meanwhile is then found in at least one of the two.
        var unwrittenSeconds = new HashMap<Object, Long>();
        ids.forEach(id -> unwrittenSeconds.computeIfAbsent(id, unwritten::get));
        var stored = store.find(ids);
        var last = new HashMap<Object, Instant>();
        for (var id : ids) {
            var second = unwrittenSeconds.getOrDefault(id, stored.getOrDefault(id.toString(), TOMBSTONE));
            if (!second.equals(TOMBSTONE)) {
                last.put(id, Instant.ofEpochSecond(second));
            }
        }
        return last;
    }

    /** How many entries are not written yet. */
    int unwrittenCount() {
        return unwritten.size();
    }

    private void run() {
        try {
            do {
                flush();
            } while (!closing.await(WRITE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() {
        try {
            var snapshot = Map.copyOf(unwritten);
            store.write(snapshot);
            snapshot.forEach(unwritten::remove);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Could not write last-used times, retrying in {} s", WRITE_INTERVAL.toSeconds(), e);
            }
            failing = true;
        }
    }

    /** Returns when all entries are written, or after 5 s. */
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
