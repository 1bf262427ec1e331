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
    private static final int MOST = 100_000;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(5);

    /** Before every time. */
    static final Long OVER = Long.MIN_VALUE;

    private final Map<Object, Long> unwritten = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::keep, "sightings");
    private final LastUsedStore view;
    private boolean failing;

    private LastUsedTracker(Views views) {
        this.view = new LastUsedStore(views);
        thread.setDaemon(true);
    }

    static LastUsedTracker start(Views views) {
        var sightings = new LastUsedTracker(views);
        sightings.thread.start();
        return sightings;
    }

    /** Notes that it was seen at this time. */
    public void seen(Object id, Instant time) {
        var second = (Long) time.getEpochSecond();
        var held = unwritten.get(id);
        if (held == null ? unwritten.size() < MOST : held < second) {
            unwritten.put(id, second);
        }
    }

    /** Forgets what will not be seen again; it may be told of again and again, as a replay does. */
    public void forget(Object id) {
        if (unwritten.size() < MOST) {
            unwritten.put(id, OVER);
        }
    }

    /** When it was last seen, if ever; own sightings at once, those of other nodes once they are written. */
    public Optional<Instant> last(Object id) {
        return Optional.ofNullable(lastOf(List.of(id)).get(id));
    }

    /** The same of many things at once, with one look into the store; those never seen are missing. */
    public Map<Object, Instant> lastOf(Collection<?> ids) {
        // The own ones first: what is written meanwhile is then found in one of the two places, or in both.
        var own = new HashMap<Object, Long>();
        ids.forEach(id -> own.computeIfAbsent(id, unwritten::get));
        var stored = view.find(ids);
        var last = new HashMap<Object, Instant>();
        for (var id : ids) {
            var second = own.getOrDefault(id, stored.getOrDefault(id.toString(), OVER));
            if (!second.equals(OVER)) {
                last.put(id, Instant.ofEpochSecond(second));
            }
        }
        return last;
    }

    /** How many are not written yet. */
    int waiting() {
        return unwritten.size();
    }

    private void keep() {
        try {
            do {
                write();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            var seen = Map.copyOf(unwritten);
            view.write(seen);
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
            thread.join(LAST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
