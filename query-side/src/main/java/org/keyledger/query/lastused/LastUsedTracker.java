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
 * When each thing was last seen, to the second. Noting one is a look into a map and touches no store: a thread of its
 * own writes once a second what has changed, and once more at the end. A crash may lose the last second, and a flood of
 * more than {@value MOST} different things in a second loses some. What is over is forgotten with the rest.
 *
 * <p>Things are named by their ids, whatever they are: no two kinds share a spelling.
 */
public final class LastUsedTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastUsedTracker.class);
    private static final int MAX_UNWRITTEN = 100_000;
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Before every time. */
    static final Long TOMBSTONE = Long.MIN_VALUE;

    private final Map<Object, Long> unwritten = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sightings");
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

    /** Notes that it was seen at this time. */
    public void record(Object id, Instant time) {
        var second = (Long) time.getEpochSecond();
        var held = unwritten.get(id);
        if (held == null ? unwritten.size() < MAX_UNWRITTEN : held < second) {
            unwritten.put(id, second);
        }
    }

    /** Forgets what will not be seen again; it may be told of again and again, as a replay does. */
    public void remove(Object id) {
        if (unwritten.size() < MAX_UNWRITTEN) {
            unwritten.put(id, TOMBSTONE);
        }
    }

    /** When it was last seen, if ever; own sightings at once, those of other nodes once they are written. */
    public Optional<Instant> lastUsed(Object id) {
        return Optional.ofNullable(lastUsedOf(List.of(id)).get(id));
    }

    /** The same of many things at once, with one look into the store; those never seen are missing. */
    public Map<Object, Instant> lastUsedOf(Collection<?> ids) {
        // The own ones first: what is written meanwhile is then found in one of the two places, or in both.
        var own = new HashMap<Object, Long>();
        ids.forEach(id -> own.computeIfAbsent(id, unwritten::get));
        var stored = store.find(ids);
        var last = new HashMap<Object, Instant>();
        for (var id : ids) {
            var second = own.getOrDefault(id, stored.getOrDefault(id.toString(), TOMBSTONE));
            if (!second.equals(TOMBSTONE)) {
                last.put(id, Instant.ofEpochSecond(second));
            }
        }
        return last;
    }

    /** How many are not written yet. */
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
            var seen = Map.copyOf(unwritten);
            store.write(seen);
            seen.forEach(unwritten::remove);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("when keys and sessions were last seen cannot be written, tries on", e);
            }
            failing = true;
        }
    }

    /** Returns when all is written, or after five seconds. */
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
