package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import de.bwaldvogel.mongo.bson.Document;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.StorageOpenException;

/** Messages to operators about servers that the ledger cannot use. */
@DisplayName("Rejecting an unsuitable MongoDB server")
@Timeout(60)
class ReplicaSetCheckTest {

    private static final String SHORT_TIMEOUTS = "?serverSelectionTimeoutMS=700&heartbeatFrequencyMS=500";

    private FakeMongoServer fake;

    @BeforeEach
    void start() {
        fake = new FakeMongoServer();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void that_is_not_there() throws Exception {
        int unusedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            unusedPort = socket.getLocalPort();
        }
        refusedAt(
                FakeMongoServer.uri("k", unusedPort) + SHORT_TIMEOUTS,
                "cannot reach MongoDB at 127.0.0.1:" + unusedPort,
                "MONGODB_URI");
    }

    @Test
    void that_is_no_primary_and_knows_none() {
        for (String command : List.of("hello", "ismaster")) {
            fake.answering(command, (asked, usual) -> {
                Document hello = usual.answer();
                hello.remove("primary");
                return hello.append("ismaster", false)
                        .append("isWritablePrimary", false)
                        .append("secondary", true);
            });
        }
        refused("MongoDB has no primary, reachable are 127.0.0.1:" + fake.port(), "rs.status()");
    }

    @Test
    void that_is_not_in_a_replica_set() {
        hello(hello -> hello.remove("setName"));

        refused("not a member of a replica set", "start mongod with --replSet and run rs.initiate()");
    }

    @Test
    void that_is_sharded() {
        hello(hello -> hello.append("msg", "isdbgrid"));

        refused("sharded cluster", "name the members of one replica set");
    }

    @Test
    void that_is_old() {
        hello(hello -> hello.append("maxWireVersion", 9));

        refused("older than MongoDB 5.0");
    }

    @Test
    void that_does_not_journal_what_a_majority_has() {
        fake.answering(
                "replSetGetConfig",
                (asked, usual) ->
                        usual.answer().append("config", new Document("writeConcernMajorityJournalDefault", false)));

        refused("writeConcernMajorityJournalDefault off", "rs.reconfig()");
    }

    @Test
    void that_does_not_let_this_be_checked() {
        fake.answering(
                "replSetGetConfig",
                (asked, usual) -> new Document("ok", 0.0)
                        .append("code", 13)
                        .append("codeName", "Unauthorized")
                        .append("errmsg", "not authorized on admin"));

        refused("grant it the role clusterMonitor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "mongodb://", "http://localhost", "mongodb://user:p@ss@host/x"})
    void whose_name_is_none(String uri) {
        assertThatThrownBy(() -> MongoStorageSettings.at(uri).connection())
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("MONGODB_URI must be a MongoDB connection string like mongodb://")
                .hasMessageNotContaining("p@ss");
    }

    @Test
    void whose_writes_would_be_cut_short() {
        assertThatThrownBy(() -> MongoStorageSettings.at("mongodb://localhost/x?timeoutMS=100")
                        .connection())
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("timeoutMS");
    }

    private void hello(Consumer<Document> change) {
        fake.answering("hello", (asked, usual) -> {
            Document hello = usual.answer();
            change.accept(hello);
            return hello;
        });
    }

    private void refused(String... because) {
        refusedAt(fake.uri("k") + SHORT_TIMEOUTS, because);
    }

    private static void refusedAt(String uri, String... because) {
        try (MongoClient client = MongoClientFactory.open(new ConnectionString(uri), List.of())) {
            assertThatThrownBy(() -> new ReplicaSetCheck(client, "MONGODB_URI").check())
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContainingAll(because);
        }
    }
}
