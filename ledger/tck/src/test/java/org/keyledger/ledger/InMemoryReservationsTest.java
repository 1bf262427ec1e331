package org.keyledger.ledger;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Reservations of a ledger in memory")
class InMemoryReservationsTest extends ReservationContract {

    @Override
    protected Ledger open() {
        return new InMemoryLedger(clock);
    }

    @Override
    protected Ledger reopen(Ledger open) {
        return open;
    }

    @Override
    protected boolean isTransactional() {
        return true;
    }
}
