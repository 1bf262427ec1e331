package org.keyledger.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * Small atomic state: claims, leases, counters. Every implementation passes {@code AtomicStoreContract}.
 *
 * <p>A cell has a key and a value of at most 4 KB. Cells written with {@link Durability#DURABLE} are on disk when the
 * call returns; a {@link Durability#NOT_SYNCED} one may be forgotten by a crash.
 */
public interface AtomicStore extends AutoCloseable {

    /** What a crash may do to a cell. */
    enum Durability {
        DURABLE,
        NOT_SYNCED
    }

    /** So much may the clocks of those who share cells differ. */
    Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    Optional<byte[]> get(String key);

    /** Stores the value unless the cell holds one; answers the value that it holds now. */
    byte[] putIfAbsent(String key, byte[] value, Durability durability);

    /**
     * As {@link #putIfAbsent}, and the cell is gone after {@code lifetime}; true if it was free and now is ours. One that
     * has longer to live than this, by more than {@link #MAX_CLOCK_SKEW}, was made by a clock that has been set back since,
     * and counts as free.
     */
    boolean acquireLease(String key, byte[] value, Duration lifetime);

    /** Replaces {@code expected} by {@code value}; false if the cell holds something else or nothing. */
    boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability);

    /** Replaces {@code expected} by {@code value}, which is gone {@code lifetime} from now; false as above. */
    boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime);

    /** Removes the cell if it still holds {@code expected}. */
    boolean remove(String key, byte[] expected);

    /** Adds one to a counter that is forgotten {@code window} after its first count; answers the new count. */
    long incrementAndGet(String key, Duration window);

    @Override
    void close();
}
