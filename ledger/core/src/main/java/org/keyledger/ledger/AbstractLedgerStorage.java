package org.keyledger.ledger;

import java.security.SecureRandom;

/** A home of four ports that were opened one after the other. */
public abstract class AbstractLedgerStorage implements LedgerStorage {

    private final String description;
    private final Closer closer;
    private final Ledger ledger;
    private final Views views;
    private final Vault vault;
    private final AtomicStore atomicStore;

    /** @param parts all that is to be closed with this home */
    protected AbstractLedgerStorage(
            String place, Closer parts, Ledger ledger, Views views, Vault vault, AtomicStore cells) {
        this.description = place;
        this.closer = parts;
        this.ledger = ledger;
        this.views = views;
        this.vault = vault;
        this.atomicStore = cells;
    }

    /** What this process is called in the commits that it writes; another one at each start. */
    protected static String newWriterName() {
        return ProcessHandle.current().pid() + "-" + Long.toHexString(new SecureRandom().nextLong());
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    @Override
    public final Views views() {
        return views;
    }

    @Override
    public final Vault vault() {
        return vault;
    }

    @Override
    public final AtomicStore atomicStore() {
        return atomicStore;
    }

    @Override
    public final String description() {
        return description;
    }

    /** Lets commits under way end; what keeps others out goes last. */
    @Override
    public final void close() {
        closer.close();
    }
}
