package org.keyledger.ledger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Ledger in memory")
class InMemoryLedgerTest extends LedgerContract {

    @Override
    protected Ledger open() {
        return new InMemoryLedger(clock);
    }

    @Override
    protected @Nullable Ledger openInAnotherProcess() {
        return null;
    }

    @Override
    protected Ledger reopen(Ledger open) {
        return open;
    }
}
