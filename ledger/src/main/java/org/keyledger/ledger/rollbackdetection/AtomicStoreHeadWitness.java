package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/** Keeps it among the cells. They may lie beside the ledger, so it vouches for nothing; it tells whether they are as new. */
public final class AtomicStoreHeadWitness implements HeadStore {

    private static final String KEY = "witness";

    private final AtomicStore cells;

    public AtomicStoreHeadWitness(AtomicStore cells) {
        this.cells = cells;
    }

    @Override
    public String name() {
        return "the store of cells";
    }

    @Override
    public boolean vouches() {
        return false;
    }

    /** Of older ones claims are missing, and an address could be claimed twice. */
    @Override
    public boolean mustKeepUp() {
        return true;
    }

    @Override
    public Optional<KnownHead> read() {
        return cells.get(KEY).map(KnownHead::read);
    }

    /** One process writes here; if another does, its word is as good, and the next second brings the next. */
    @Override
    public void write(KnownHead witness) {
        byte[] held = cells.putIfAbsent(KEY, witness.json(), Durability.DURABLE);
        cells.compareAndSet(KEY, held, witness.json(), Durability.DURABLE);
    }
}
