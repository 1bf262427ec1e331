package org.keyledger.ledger.append;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerContract;

@DisplayName("Ledger over a store in memory")
class GroupCommitLedgerTest {

    @DisplayName("that several processes write to")
    @Nested
    class SharedStoreTest extends LedgerContract {

        private final ScriptedCommitStore store = new ScriptedCommitStore();

        @Override
        protected Ledger open() {
            return new GroupCommitLedger(store, "test", clock, new Random(1), AppendLimits.DEFAULTS, why -> {
                throw new AssertionError(why);
            });
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }

        @Override
        protected Ledger openInAnotherProcess() {
            return open();
        }
    }

    @DisplayName("that this process alone writes to")
    @Nested
    class ExclusiveStoreTest extends LedgerContract {

        private final ScriptedCommitStore store = new ScriptedCommitStore().exclusive();

        @Override
        protected Ledger open() {
            return new GroupCommitLedger(store, "test", clock, new Random(1), AppendLimits.DEFAULTS, why -> {
                throw new AssertionError(why);
            });
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }

        @Override
        protected @Nullable Ledger openInAnotherProcess() {
            return null;
        }
    }
}
