package org.keyledger.ledger;

class InMemoryLedgerTest extends LedgerContract {

    @Override
    protected Ledger open() {
        return new InMemoryLedger(clock);
    }

    @Override
    protected Ledger reopen(Ledger open) {
        return open;
    }
}
