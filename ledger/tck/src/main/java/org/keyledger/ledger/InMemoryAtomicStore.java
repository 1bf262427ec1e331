package org.keyledger.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An atomic store in memory, for tests. */
public final class InMemoryAtomicStore implements AtomicStore {

    private record Cell(byte[] value, Instant expiresAt) {}

    private record Counter(long count, Instant until) {}

    private final Map<String, Cell> entries = new HashMap<>();
    private final Map<String, Counter> counters = new HashMap<>();
    private final Clock clock;

    public InMemoryAtomicStore() {
        this(Clock.systemUTC());
    }

    public InMemoryAtomicStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(live(key)).map(byte[]::clone);
    }

    @Override
    public synchronized List<String> keys(String prefix, String after, int limit) {
        return entries.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0 && live(key) != null)
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        byte[] held = live(key);
        return held == null ? put(key, value, Instant.MAX) : held.clone();
    }

    @Override
    public synchronized boolean acquireLease(String key, byte[] value, Duration lifetime) {
        Instant until = clock.instant().plus(lifetime);
        if (live(key) != null && !isFromLater(entries.get(key).expiresAt(), until)) {
            return false;
        }
        put(key, value, until);
        return true;
    }

    @Override
    public synchronized boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        if (!Arrays.equals(live(key), expected)) {
            return false;
        }
        put(key, value, entries.get(key).expiresAt());
        return true;
    }

    @Override
    public synchronized boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        if (!Arrays.equals(live(key), expected)) {
            return false;
        }
        put(key, value, clock.instant().plus(lifetime));
        return true;
    }

    @Override
    public synchronized boolean remove(String key, byte[] expected) {
        if (!Arrays.equals(live(key), expected)) {
            return false;
        }
        entries.remove(key);
        return true;
    }

    @Override
    public synchronized long incrementAndGet(String key, Duration window) {
        Counter counter = counters.get(key);
        boolean newWindow = counter == null || !clock.instant().isBefore(counter.until());
        Counter counted = newWindow
                ? new Counter(1, clock.instant().plus(window))
                : new Counter(counter.count() + 1, counter.until());
        counters.put(key, counted);
        return counted.count();
    }

    private static boolean isFromLater(Instant held, Instant until) {
        return held.isBefore(Instant.MAX) && held.isAfter(until.plus(MAX_CLOCK_SKEW));
    }

    private byte @Nullable [] live(String key) {
        Cell cell = entries.get(key);
        return cell == null || !clock.instant().isBefore(cell.expiresAt()) ? null : cell.value();
    }

    private byte[] put(String key, byte[] value, Instant until) {
        StorePreconditions.requireValueSize(value);
        entries.put(key, new Cell(value.clone(), until));
        return value.clone();
    }

    @Override
    public void close() {}
}
