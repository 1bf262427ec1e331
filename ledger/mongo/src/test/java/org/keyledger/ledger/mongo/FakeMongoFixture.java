package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.Examples.NOON;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;

/** A fake server and a client per test. */
abstract class FakeMongoFixture {

    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    static final FatalErrorHandler FAIL_ON_FATAL_ERROR = why -> {
        throw new AssertionError(why);
    };

    FakeMongoServer fake;
    MongoClient client;
    MongoDatabase database;
    CausalSessions sessions;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeMongoServer();
        connect(fake.uri("keyledger"), List.of(listener()));
    }

    /** Receives every command of {@link #client}. */
    CommandListener listener() {
        return new CommandListener() {};
    }

    void connect(String uri, List<CommandListener> listeners) {
        client = MongoClientFactory.open(new ConnectionString(uri), listeners);
        sessions = new CausalSessions(client, "MONGODB_URI", MonotonicClock.SYSTEM, new SecureRandom());
        database = sessions.database("keyledger");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        fake.close();
    }

    MongoCommitStore store() {
        return new MongoCommitStore(
                sessions,
                database,
                LedgerSchema.prepare(sessions, database, new IdGenerator(new SecureRandom())),
                MongoAtomicStore.open(sessions, database, CLOCK),
                FAIL_ON_FATAL_ERROR);
    }

    Ledger ledger(AppendLimits limits) {
        return new GroupCommitLedger(store(), "test", CLOCK, new Random(1), limits, FAIL_ON_FATAL_ERROR);
    }

    Ledger ledger() {
        return ledger(AppendLimits.DEFAULTS);
    }
}
