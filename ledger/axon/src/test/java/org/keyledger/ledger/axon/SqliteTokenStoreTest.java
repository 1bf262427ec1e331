package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.axonframework.common.transaction.NoTransactionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/** Runs the contract with tokens stored in SQLite. */
@DisplayName("Tokens on SQLite")
class SqliteTokenStoreTest {

    @TempDir
    private Path directory;

    private @Nullable LedgerStorage home;

    @AfterEach
    void close() {
        if (home != null) {
            home.close();
        }
    }

    private LedgerStorage home() {
        LedgerStorage open = home;
        if (open == null) {
            MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
            open = SqliteStorage.open(directory, master, Clock.systemUTC(), new SecureRandom());
            home = open;
        }
        return open;
    }

    @DisplayName("Tokens in the SQLite atomic store")
    @Nested
    class AtomicTokenStoreOnSqlite extends TokenStoreContract {

        @Override
        TransactionalTokenStore stored(ClaimOwner node) {
            return new TransactionalTokenStore(
                    new AtomicTokenStore(home().atomicStore(), node), NoTransactionManager.INSTANCE);
        }
    }

    @DisplayName("Tokens stored with the SQLite views")
    @Nested
    class ViewsTokenStoreOnSqlite extends TokenStoreContract {

        @Override
        TransactionalTokenStore stored(ClaimOwner node) {
            ProjectionGroup group = new ProjectionGroup(PROCESSOR, home().views(), node);
            return new TransactionalTokenStore(group.tokens(), group.transactions());
        }
    }
}
