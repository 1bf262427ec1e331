package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.AtomicStore.Durability.DURABLE;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.set;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Opening a ledger storage on MongoDB")
@Timeout(60)
class MongoStorageTest extends FakeMongoFixture {

    private static final NodeLease.Times SHORT =
            new NodeLease.Times(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofMillis(800));

    @TempDir
    private Path directory;

    private final LinkedBlockingQueue<String> halted = new LinkedBlockingQueue<>();

    @Test
    void gives_four_ports_that_keep_what_is_stored() {
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            storage.vault().createKeys(List.of("ann"));
            storage.atomicStore().putIfAbsent("c", new byte[] {1}, DURABLE);
        }
        try (LedgerStorage storage = open()) {
            assertThat(storage.ledger().nextPosition()).isEqualTo(new Position(1));
            assertThat(storage.vault().findKey("ann")).isInstanceOf(Subject.Active.class);
            assertThat(storage.atomicStore().get("c")).isPresent();
            assertThat(storage.views().count("v")).isZero();
        }
        assertThat(halted).isEmpty();
    }

    @Test
    void keeps_the_vault_in_a_database_of_its_own() {
        try (LedgerStorage storage = open()) {
            storage.vault().createKeys(List.of("ann"));
        }
        assertThat(client.getDatabase("keyledger_vault").getCollection("keys").countDocuments())
                .isEqualTo(1);
        assertThat(database.listCollectionNames()).doesNotContain("keys", "secrets");
    }

    @Test
    void prints_its_location_without_the_password() {
        MongoStorageSettings settings = new MongoStorageSettings(
                "mongodb://ann:hush@one:1,two:2/identity?replicaSet=rs0", "mongodb://bob:hush@three:3/safe");

        assertThat(settings.description()).isEqualTo("MongoDB identity at one:1, two:2, vault in safe at three:3");
        assertThat(MongoStorageSettings.at("mongodb://ann:hush@one:1,two:2").description())
                .isEqualTo("MongoDB keyledger at one:1, two:2, vault in keyledger_vault on the same servers");
        assertThat(settings.toString()).doesNotContain("hush", "ann", "bob");
    }

    @Test
    void is_refused_while_another_node_works_there() {
        try (LedgerStorage storage = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining("another Keyledger (process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("stop it, or give this one another database");
            assertThat(storage.ledger().append(beginning("a")).join()).isEqualTo(Position.FIRST);
        }
        assertThat(halted).isEmpty();
    }

    @Test
    void takes_over_from_a_node_that_crashed() throws InterruptedException {
        BsonDocument dead = byId("node").append("holder", string("x")).append("gen", number(7L));
        leases().insertOne(dead.append("who", string("process 1 on gone")));
        long asked = System.nanoTime();

        try (LedgerStorage storage = open()) {
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(SHORT.takeOverTimeout());
            assertThat(halted.poll(1, TimeUnit.SECONDS)).isNull();
            assertThat(storage.ledger().append(beginning("a")).join()).isEqualTo(Position.FIRST);
        }
    }

    @Test
    void ends_a_node_whose_lease_was_taken() throws InterruptedException {
        try (LedgerStorage storage = open()) {
            leases().updateOne(byId("node"), set(new BsonDocument("holder", string("another"))));

            assertThat(halted.poll(5, TimeUnit.SECONDS)).contains("another node has taken over the lease of this one");
        }
        assertThat(leases().countDocuments()).isEqualTo(1);
    }

    @Test
    void ends_a_node_that_cannot_renew() throws InterruptedException {
        try (LedgerStorage storage = open()) {
            fake.answering(
                    "update",
                    (command, usual) ->
                            new Document("ok", 0.0).append("code", 91).append("errmsg", "shutting down"));

            assertThat(halted.poll(5, TimeUnit.SECONDS)).contains("has not acknowledged a renewal of the lease");
        }
        assertThat(halted).isEmpty();
    }

    @Test
    void is_refused_to_an_older_version() {
        open().close();
        database.getCollection("meta", BsonDocument.class)
                .updateOne(byId("ledger"), set(new BsonDocument("format", number(2))));

        refused("has format 2, this version supports up to 1", "start the version that wrote it");
    }

    @Test
    void ends_an_older_version_as_soon_as_it_meets_a_newer_commit() throws InterruptedException {
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            commits().updateOne(new BsonDocument(), set(new BsonDocument("v", number(2))));

            assertThatThrownBy(() -> storage.ledger().head()).isInstanceOf(StorageOpenException.class);
            assertThat(halted.poll(5, TimeUnit.SECONDS)).contains("a newer version writes to this database");
        }
    }

    @Test
    void is_refused_when_an_index_is_missing() {
        open().close();
        commits().dropIndex("k_1");

        refused("the unique index {\"k\": 1} of keyledger.ledger is missing", "db.ledger.createIndex({\"k\": 1}");
    }

    @Test
    void is_refused_when_an_index_promises_nothing() {
        open().close();
        commits().dropIndex("e.a_1_e.s_1");
        commits().createIndex(LedgerSchema.HISTORY_INDEX);

        refused("the unique index {\"e.a\": 1, \"e.s\": 1}");
    }

    @Test
    void is_refused_when_commits_are_there_and_their_ledger_is_not() {
        open().close();
        commits().insertOne(byId("stray"));
        database.getCollection("meta").drop();

        refused("restored in part");
    }

    @Test
    void is_refused_with_another_master_key() throws Exception {
        open().close();
        Path key = directory.resolve("master.key");
        Files.delete(key);

        refused("no master key file at " + key, "restore it");
        assertThat(key).doesNotExist();
        MasterKey.createIfAbsent(key, new SecureRandom());
        refused("the vault in MongoDB keyledger_vault at 127.0.0.1", "was not created with this master key");
    }

    @Test
    void lets_a_new_version_of_the_master_key_take_over() throws IOException {
        List<String> subjects =
                IntStream.range(0, 30).mapToObj(n -> "user-" + n).toList();
        Path key = directory.resolve("master.key");
        Subject before;
        try (LedgerStorage storage = open()) {
            storage.vault().createKeys(subjects);
            storage.vault().destroyKey("user-0", new Position(1));
            before = storage.vault().findKey("user-29");
        }
        MasterKey.addVersion(key, new SecureRandom());
        try (LedgerStorage storage = open()) {
            assertThat(storage.vault().rewrap((done, all) -> assertThat(all).isEqualTo(30)))
                    .isEqualTo(30);
            assertThat(storage.vault().rewrap((done, all) -> {})).isZero();
        }
        Files.writeString(key, Files.readString(key).replaceFirst("(?m)^1 .*$", ""));
        try (LedgerStorage storage = open()) {
            assertThat(subjects.subList(1, 30))
                    .allSatisfy(it -> assertThat(storage.vault().findKey(it)).isInstanceOf(Subject.Active.class));
            assertThat(storage.vault().findKey("user-0")).isEqualTo(new Subject.Destroyed(new Position(1)));
            assertThat(storage.vault().findKey("user-29")).isEqualTo(before);
        }
    }

    @Test
    void is_refused_when_the_end_of_the_chain_was_altered() {
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            storage.ledger().append(commit("k", event("a", 1))).join();
        }
        commits().updateOne(new BsonDocument("k", string("k")), set(new BsonDocument("e.0.d", bytes(new byte[1]))));

        refused("damaged at position 1", "restore a backup");
    }

    private MongoCollection<BsonDocument> commits() {
        return database.getCollection("ledger", BsonDocument.class);
    }

    private MongoCollection<BsonDocument> leases() {
        return database.getCollection("fence", BsonDocument.class);
    }

    private void refused(String... because) {
        assertThatThrownBy(this::open).isInstanceOf(StorageOpenException.class).hasMessageContainingAll(because);
    }

    private LedgerStorage open() {
        return MongoStorage.open(
                MongoStorageSettings.at(fake.uri("keyledger")),
                MasterKey.at(directory.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom(),
                halted::add,
                SHORT);
    }
}
