package org.keyledger.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Small atomic state: leases, counters, checkpoints, and reservations on stores that cannot write them with a commit. Every
 * implementation passes {@code AtomicStoreContract}.
 *
 * <p>An entry has a key and a value of at most 4 KB. An entry written with {@link Durability#DURABLE} is on disk when the
 * call returns; a crash may lose a {@link Durability#NOT_SYNCED} one.
 */
public interface AtomicStore extends AutoCloseable {

    /** Whether an entry survives a crash. */
    enum Durability {
        DURABLE,
        NOT_SYNCED
    }

    /** Tolerated difference between the clocks of processes that share a store. */
    Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    Optional<byte[]> get(String key);

    /**
     * At most {@code limit} keys of entries that start with {@code prefix}, in ascending order, after the key
     * {@code after}; the empty key comes before every other. Counters have no entry.
     */
    List<String> keys(String prefix, String after, int limit);

    /** Stores the value unless the key has one; returns the value that the key has now. */
    byte[] putIfAbsent(String key, byte[] value, Durability durability);

    /**
     * Stores the value with an expiry if the key is free; returns whether it did. A lease whose remaining lifetime exceeds
     * {@code lifetime} by more than {@link #MAX_CLOCK_SKEW} was made by a clock that has been set back since and counts as
     * expired.
     */
    boolean acquireLease(String key, byte[] value, Duration lifetime);

    /** Replaces {@code expected} with {@code value}; returns false if the key has another value or none. */
    boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability);

    /**
     * Replaces {@code expected} with {@code value}, which expires {@code lifetime} from now; returns false if the key has
     * another value or none.
     */
    boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime);

    /** Removes the entry if its value is {@code expected}; returns whether it did. */
    boolean remove(String key, byte[] expected);

    /** Increments a counter that expires {@code window} after its first increment; returns the new count. */
    long incrementAndGet(String key, Duration window);

    @Override
    void close();
}
