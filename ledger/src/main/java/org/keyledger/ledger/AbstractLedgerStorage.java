package org.keyledger.ledger;

import java.security.SecureRandom;

/** A home of four ports that were opened one after the other. */
public abstract class AbstractLedgerStorage implements LedgerStorage {

    private final String place;
    private final Closer parts;
    private final Ledger ledger;
    private final Views views;
    private final Vault vault;
    private final AtomicStore cells;

    /** @param parts all that is to be closed with this home */
    protected AbstractLedgerStorage(
            String place, Closer parts, Ledger ledger, Views views, Vault vault, AtomicStore cells) {
        this.place = place;
        this.parts = parts;
        this.ledger = ledger;
        this.views = views;
        this.vault = vault;
        this.cells = cells;
    }

    /** What this process is called in the commits that it writes; another one at each start. */
    protected static String writer() {
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
    public final AtomicStore cells() {
        return cells;
    }

    @Override
    public final String place() {
        return place;
    }

    /** Lets commits under way end; what keeps others out goes last. */
    @Override
    public final void close() {
        parts.close();
    }
}
