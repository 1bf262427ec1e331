package org.keyledger.ledger;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Atomic store in memory")
class InMemoryAtomicStoreTest extends AtomicStoreContract {

    @Override
    protected AtomicStore open() {
        return new InMemoryAtomicStore(clock);
    }
}
