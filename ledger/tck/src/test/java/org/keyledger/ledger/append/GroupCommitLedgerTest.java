package org.keyledger.ledger.append;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerContract;

/** Runs the contract over a scripted store, because the ledger implements it above the store. */
@DisplayName("Group commit ledger over a scripted store")
class GroupCommitLedgerTest extends LedgerContract {

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
}
