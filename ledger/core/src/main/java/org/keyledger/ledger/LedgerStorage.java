package org.keyledger.ledger;

/**
 * Where all four ports are kept together; for one process as long as it is open. Every call of a port fails with {@link
 * StoreUnavailableException} while the store behind it does not answer.
 */
public interface LedgerStorage extends AutoCloseable {

    Ledger ledger();

    Views views();

    Vault vault();

    AtomicStore atomicStore();

    /** Where it is, in words for an operator; nothing secret. */
    String description();

    /** Lets commits under way end, and then the next process in. */
    @Override
    void close();
}
