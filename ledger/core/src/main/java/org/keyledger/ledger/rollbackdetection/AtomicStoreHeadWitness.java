package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/** Keeps it among the cells. They may lie beside the ledger, so it vouches for nothing; it tells whether they are as new. */
public final class AtomicStoreHeadWitness implements HeadStore {

    private static final String KEY = "witness";

    private final AtomicStore store;

    public AtomicStoreHeadWitness(AtomicStore cells) {
        this.store = cells;
    }

    @Override
    public String name() {
        return "the store of cells";
    }

    @Override
    public boolean isAuthoritative() {
        return false;
    }

    /** Of older ones claims are missing, and an address could be claimed twice. */
    @Override
    public boolean mustBeCurrent() {
        return true;
    }

    @Override
    public Optional<KnownHead> read() {
        return store.get(KEY).map(KnownHead::fromJson);
    }

    /** One process writes here; if another does, its word is as good, and the next second brings the next. */
    @Override
    public void write(KnownHead witness) {
        byte[] held = store.putIfAbsent(KEY, witness.toJson(), Durability.DURABLE);
        store.compareAndSet(KEY, held, witness.toJson(), Durability.DURABLE);
    }
}
