package org.keyledger.ledger;

/** Where all four ports are kept together; for one process as long as it is open. */
public interface LedgerHome extends AutoCloseable {

    Ledger ledger();

    Views views();

    Vault vault();

    Cells cells();

    /** Lets commits under way end, and then the next process in. */
    @Override
    void close();
}
