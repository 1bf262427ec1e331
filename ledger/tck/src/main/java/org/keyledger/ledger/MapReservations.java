package org.keyledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reservations in a map, for ledgers in memory. */
public final class MapReservations implements Reservations {

    private final Map<String, byte[]> values;
    private final Object lock;

    /** @param lock held during each access of the map */
    public MapReservations(Map<String, byte[]> values, Object lock) {
        this.values = values;
        this.lock = lock;
    }

    /** The first reservation whose key has another value than the one to reserve or to replace. */
    public static Optional<Reservation> findConflict(Map<String, byte[]> values, List<Reservation> reservations) {
        return reservations.stream()
                .filter(Predicate.not(it -> {
                    byte[] held = values.get(it.key());
                    return held == null || Arrays.equals(held, it.value()) || Arrays.equals(held, it.replaced());
                }))
                .findFirst();
    }

    @Override
    public Optional<byte[]> find(String key) {
        synchronized (lock) {
            return Optional.ofNullable(values.get(key));
        }
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        synchronized (lock) {
            return values.keySet().stream()
                    .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                    .sorted()
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public void put(String key, byte[] value) {
        synchronized (lock) {
            values.put(key, value);
        }
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        synchronized (lock) {
            return Arrays.equals(values.get(key), expected) && values.remove(key) != null;
        }
    }
}
