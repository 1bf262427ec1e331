package org.keyledger.ledger;

/**
 * An opened store with its four ports. It belongs to one process while it is open. While the store does not respond, every
 * call of a port fails with {@link StoreUnavailableException}.
 *
 * @param description type and location of the store, for operators; contains no secret
 * @param resources what {@link #close} closes
 */
public record LedgerStorage(
        String description, Closer resources, Ledger ledger, Views views, Vault vault, AtomicStore atomicStore)
        implements AutoCloseable {

    /** Waits for commits in flight, then releases the store to the next process. */
    @Override
    public void close() {
        resources.close();
    }
}
