package org.keyledger.ledger;

class InMemoryAtomicStoreTest extends AtomicStoreContract {

    @Override
    protected AtomicStore open() {
        return new InMemoryAtomicStore(clock);
    }
}
