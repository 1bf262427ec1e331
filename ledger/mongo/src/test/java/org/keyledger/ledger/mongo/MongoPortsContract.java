package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStoreContract;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerContract;
import org.keyledger.ledger.ReservationContract;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.VaultContract;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.ViewsContract;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.masterkey.MasterKey;

/** The contract of each port, on a scratch database of a server. */
abstract class MongoPortsContract {

    private static final FatalErrorHandler FAIL_ON_FATAL_ERROR = why -> {
        throw new AssertionError(why);
    };

    @TempDir
    private Path directory;

    private MongoClient client;
    private CausalSessions sessions;
    private MongoDatabase database;

    /** The URI of the server. */
    abstract String uri();

    @BeforeEach
    void connect() {
        client = MongoClientFactory.open(new ConnectionString(uri()), List.of());
        sessions = new CausalSessions(client, "MONGODB_URI", MonotonicClock.SYSTEM, new SecureRandom());
        database = sessions.database("keyledger_test_" + UUID.randomUUID());
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
        client.close();
    }

    @DisplayName("Ledger on MongoDB")
    @Nested
    class LedgerPortTest extends LedgerContract {

        @Override
        protected Ledger open() {
            return openLedger(clock);
        }

        @Override
        protected Ledger openInAnotherProcess() {
            return open();
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }
    }

    private Ledger openLedger(Clock clock) {
        MongoCommitStore commits = new MongoCommitStore(
                sessions,
                database,
                LedgerSchema.prepare(sessions, database, new IdGenerator(new SecureRandom())),
                MongoAtomicStore.open(sessions, database, clock),
                FAIL_ON_FATAL_ERROR);
        return new GroupCommitLedger(commits, "test", clock, new Random(1), AppendLimits.DEFAULTS, FAIL_ON_FATAL_ERROR);
    }

    @DisplayName("Reservations on MongoDB")
    @Nested
    class ReservationsPortTest extends ReservationContract {

        @Override
        protected Ledger open() {
            return openLedger(clock);
        }

        @Override
        protected Ledger reopen(Ledger open) {
            open.close();
            return open();
        }

        @Override
        protected boolean isTransactional() {
            return false;
        }
    }

    @DisplayName("Views on MongoDB")
    @Nested
    class ViewsPortTest extends ViewsContract {

        @Override
        protected Views open() {
            return new MongoViews(sessions, database);
        }
    }

    @DisplayName("Vault on MongoDB")
    @Nested
    class VaultPortTest extends VaultContract {

        @Override
        protected Vault open() {
            return MongoVault.open(
                    sessions,
                    database,
                    "scratch",
                    MasterKey.at(directory.resolve("master.key"), new SecureRandom()),
                    new SecureRandom());
        }

        @Override
        protected Vault reopen(Vault open) {
            open.close();
            return open();
        }
    }

    @DisplayName("Atomic store on MongoDB")
    @Nested
    class AtomicStorePortTest extends AtomicStoreContract {

        @Override
        protected AtomicStore open() {
            return MongoAtomicStore.open(sessions, database, clock);
        }
    }
}
