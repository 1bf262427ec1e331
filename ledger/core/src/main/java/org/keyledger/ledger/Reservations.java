package org.keyledger.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Unique keys that were reserved with commits, see {@link Ledger#append(Commit, List)}. Every implementation passes {@code
 * ReservationContract}.
 *
 * <p>A reservation is durable not later than its commit. Some stores write both in one transaction. The others write the
 * reservation first, and it remains if the commit is lost or rejected: a caller that finds a reservation looks up in the
 * ledger whether it is used, and appends the same one again if it is not.
 *
 * <p>Keys and values are derived from the ledger: {@link #put} and {@link #remove} repair them after a restore, and
 * {@code remove} also ends the reservation of what was released.
 */
public interface Reservations {

    /**
     * A key that must be unique, and its value.
     *
     * @param value at most 4 KB
     * @param replaced the outdated value that the key may still have; null if there is none
     */
    record Reservation(String key, byte[] value, byte @Nullable [] replaced) {

        public Reservation {
            StorePreconditions.requireValueSize(value);
        }

        /** A reservation of a key that is free, or has this value already. */
        public static Reservation of(String key, byte[] value) {
            return new Reservation(key, value, null);
        }
    }

    /** The value of a reserved key. */
    Optional<byte[]> find(String key);

    /**
     * At most {@code limit} reserved keys that start with {@code prefix}, in ascending order, after the key {@code after};
     * the empty key comes before every other.
     */
    List<String> keys(String prefix, String after, int limit);

    /** Stores or replaces the value of a key, durably. */
    void put(String key, byte[] value);

    /** Removes the key durably if its value is {@code expected}; returns whether it did. */
    boolean remove(String key, byte[] expected);
}
