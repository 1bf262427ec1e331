package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStoreContract;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerContract;
import org.keyledger.ledger.ReservationContract;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.VaultContract;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.ViewsContract;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.writebehind.WriteBehindViews;

/** The contract of each port, on files in a temporary directory. */
@DisplayName("Ports on SQLite")
class SqlitePortsTest {

    private static final FatalErrorHandler FAIL_ON_FATAL_ERROR = why -> {
        throw new AssertionError(why);
    };

    @TempDir
    private Path directory;

    @DisplayName("Ledger on SQLite")
    @Nested
    class LedgerPortTest extends LedgerContract {

        @Override
        protected Ledger open() {
            return SqliteLedgerFactory.open(directory, "test", clock);
        }

        @Override
        protected @Nullable Ledger openInAnotherProcess() {
            return null;
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }
    }

    @DisplayName("Reservations on SQLite")
    @Nested
    class ReservationsPortTest extends ReservationContract {

        @Override
        protected Ledger open() {
            return SqliteLedgerFactory.open(directory, "test", clock);
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }

        @Override
        protected boolean isTransactional() {
            return true;
        }
    }

    @DisplayName("Views on SQLite")
    @Nested
    class ViewsPortTest extends ViewsContract {

        @Override
        protected Views open() {
            return SqliteViews.open(
                    new Database(directory.resolve("views.db"), SqliteViews.FORMAT), FAIL_ON_FATAL_ERROR);
        }
    }

    @DisplayName("Views written behind on SQLite")
    @Nested
    class WriteBehindViewsPortTest extends ViewsContract {

        @Override
        protected Views open() {
            return WriteBehindViews.over(SqliteViews.open(
                    new Database(directory.resolve("views.db"), SqliteViews.FORMAT), FAIL_ON_FATAL_ERROR));
        }
    }

    @DisplayName("Vault on SQLite")
    @Nested
    class VaultPortTest extends VaultContract {

        @Override
        protected Vault open() {
            SecureRandom random = new SecureRandom();
            MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"), random);
            return SqliteVault.open(
                    new Database(directory.resolve("vault.db"), SqliteVault.FORMAT),
                    new VaultKeyWrapper(master, random),
                    FAIL_ON_FATAL_ERROR);
        }

        @Override
        protected Vault reopen(Vault open) {
            open.close();
            return open();
        }
    }

    @DisplayName("Atomic store on SQLite")
    @Nested
    class AtomicStorePortTest extends AtomicStoreContract {

        @Override
        protected AtomicStore open() {
            return SqliteAtomicStore.open(
                    new Database(directory.resolve("cells.db"), SqliteAtomicStore.FORMAT), clock, FAIL_ON_FATAL_ERROR);
        }
    }
}
