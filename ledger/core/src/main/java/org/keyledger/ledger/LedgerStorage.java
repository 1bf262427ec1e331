package org.keyledger.ledger;

import java.util.Map;

/**
 * An opened store with its four ports. It belongs to one process while it is open. While the store does not respond, every
 * call of a port fails with {@link StoreUnavailableException}.
 *
 * @param description type and location of the store, for operators; contains no secret
 * @param resources what {@link #close} closes
 * @param inodes the inode number of each file that must not be replaced unnoticed, by its name; empty if the store has no
 *     such files, or if their file system does not keep inode numbers
 */
public record LedgerStorage(
        String description,
        Closer resources,
        Ledger ledger,
        Views views,
        Vault vault,
        AtomicStore atomicStore,
        Map<String, Long> inodes)
        implements AutoCloseable {

    public LedgerStorage {
        inodes = Map.copyOf(inodes);
    }

    /** Waits for commits in flight, then releases the store to the next process. */
    @Override
    public void close() {
        resources.close();
    }
}
