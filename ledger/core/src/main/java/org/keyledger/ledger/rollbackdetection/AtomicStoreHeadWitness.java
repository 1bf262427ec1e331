package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Records the head in the atomic store. The store may be next to the ledger and be restored with it, so it is not
 * authoritative; it shows whether the atomic store is as new as the ledger.
 */
public final class AtomicStoreHeadWitness implements HeadStore {

    private static final String KEY = "witness";

    private final AtomicStore store;

    public AtomicStoreHeadWitness(AtomicStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "the atomic store";
    }

    @Override
    public boolean isAuthoritative() {
        return false;
    }

    /** An older atomic store lacks claims, and an address could be claimed twice. */
    @Override
    public boolean mustBeCurrent() {
        return true;
    }

    @Override
    public Optional<KnownHead> read() {
        return store.get(KEY).map(KnownHead::fromJson);
    }

    /** If another process writes at the same time, its value is as good; the next one follows a second later. */
    @Override
    public void write(KnownHead head) {
        byte[] current = store.putIfAbsent(KEY, head.toJson(), Durability.DURABLE);
        store.compareAndSet(KEY, current, head.toJson(), Durability.DURABLE);
    }
}
