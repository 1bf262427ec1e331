package org.keyledger.ledger;

/**
 * The four ports over one opened store, which belongs to one process while it is open. Every call of a port fails with
 * {@link StoreUnavailableException} while the store does not respond.
 */
public interface LedgerStorage extends AutoCloseable {

    Ledger ledger();

    Views views();

    Vault vault();

    AtomicStore atomicStore();

    /** Location of the store for operators, such as {@code SQLite in /data}; contains no secret. */
    String description();

    /** Waits for commits in progress, then releases the store for the next process. */
    @Override
    void close();
}
