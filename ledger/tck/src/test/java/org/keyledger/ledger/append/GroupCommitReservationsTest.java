package org.keyledger.ledger.append;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.ReservationContract;

@DisplayName("Reservations of a group commit ledger over a scripted store")
class GroupCommitReservationsTest extends ReservationContract {

    @Override
    protected Ledger open() {
        return new GroupCommitLedger(
                new ScriptedCommitStore(), "test", clock, new Random(1), AppendLimits.DEFAULTS, why -> {
                    throw new AssertionError(why);
                });
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
