package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.time.Clock;
import org.axonframework.common.transaction.NoTransactionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteLedgerHome;

/** The same contract where the embedded store keeps the tokens. */
class KeepingTokensOnSqlite {

    @TempDir
    private Path directory;

    private @Nullable SqliteLedgerHome home;

    @AfterEach
    void close() {
        if (home != null) {
            home.close();
        }
    }

    private SqliteLedgerHome home() {
        SqliteLedgerHome open = home;
        if (open == null) {
            MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"));
            open = SqliteLedgerHome.open(directory, master, Clock.systemUTC());
            home = open;
        }
        return open;
    }

    @Nested
    class InCells extends TokenStoreContract {

        @Override
        Stored stored(Node node) {
            return new Stored(new CellsTokenStore(home().cells(), node), NoTransactionManager.INSTANCE);
        }
    }

    @Nested
    class WithViews extends TokenStoreContract {

        @Override
        Stored stored(Node node) {
            ProjectionGroup group = new ProjectionGroup(PROCESSOR, home().views(), node);
            return new Stored(group.tokens(), group.transactions());
        }
    }
}
