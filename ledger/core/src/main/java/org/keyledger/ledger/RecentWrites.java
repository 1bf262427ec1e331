package org.keyledger.ledger;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the values that were written last, for what is usually needed again soon after it was written. A cache that
 * estimates how often keys are used, as Caffeine does, rejects new keys while it is full of others that are not needed any
 * more. Thread-safe; a read waits for nobody.
 */
public final class RecentWrites<K, V> {

    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    private final Map<K, Write<K, V>> values = new ConcurrentHashMap<>();
    private final Queue<Write<K, V>> oldestFirst = new ArrayDeque<>();
    private final int maxWrites;
    private final long maxAgeNanos;
    private final Ticker ticker;

    /** Compared by identity, because equal values can be written again. */
    private static final class Write<K, V> {

        private final K key;
        private final V value;
        private final long nanos;

        Write(K key, V value, long nanos) {
            this.key = key;
            this.value = value;
            this.nanos = nanos;
        }
    }

    private RecentWrites(int maxWrites, Duration maxAge, Ticker ticker) {
        this.maxWrites = maxWrites;
        this.maxAgeNanos = maxAge.toNanos();
        this.ticker = ticker;
    }

    /** The values of the last writes, at most so many. */
    public static <K, V> RecentWrites<K, V> of(int maxWrites) {
        return new RecentWrites<>(maxWrites, UNLIMITED, Ticker.systemTicker());
    }

    /** The values of the last writes, at most so many, and each for this time at most. */
    public static <K, V> RecentWrites<K, V> of(int maxWrites, Duration maxAge, Ticker ticker) {
        return new RecentWrites<>(maxWrites, maxAge, ticker);
    }

    /** The value of a key; null if there is none. */
    public @Nullable V get(K key) {
        Write<K, V> write = values.get(key);
        return write == null || isOld(write) ? null : write.value;
    }

    /** Writes the value of a key. */
    public void put(K key, V value) {
        Write<K, V> write = new Write<>(key, value, ticker.read());
        synchronized (oldestFirst) {
            values.put(key, write);
            oldestFirst.add(write);
            for (Write<K, V> oldest = oldestFirst.peek();
                    oldest != null && (oldestFirst.size() > maxWrites || isOld(oldest));
                    oldest = oldestFirst.peek()) {
                oldestFirst.remove();
                values.remove(oldest.key, oldest);
            }
        }
    }

    /** Changes the value of a key, if there is one; no other write happens meanwhile. */
    public void replace(K key, UnaryOperator<V> change) {
        synchronized (oldestFirst) {
            V before = get(key);
            if (before != null) {
                put(key, change.apply(before));
            }
        }
    }

    public void remove(K key) {
        values.remove(key);
    }

    public void clear() {
        synchronized (oldestFirst) {
            values.clear();
            oldestFirst.clear();
        }
    }

    private boolean isOld(Write<K, V> write) {
        return ticker.read() - write.nanos > maxAgeNanos;
    }
}
