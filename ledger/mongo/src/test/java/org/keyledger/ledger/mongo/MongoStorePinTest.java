package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.beginning;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("The MongoDB store")
@Timeout(60)
class MongoStorePinTest extends FakeMongoFixture {

    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path folder;

    private Path key;

    @BeforeEach
    void write_a_fixed_master_key() throws IOException {
        key = folder.resolve("master.key");
        Files.writeString(key, "1 BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n");
    }

    @Test
    @DisplayName("has the approved databases, collections, fields and indexes")
    void has_the_approved_databases_collections_fields_and_indexes() throws IOException {
        // given
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            storage.vault().createKeys(List.of("ann", "bob"));
            storage.vault().destroyKey("bob", new Position(1));
            storage.vault().putSecretIfAbsent("pin", new byte[] {1});
            storage.atomicStore().putIfAbsent("cell", new byte[] {1}, Durability.DURABLE);
            storage.atomicStore().incrementAndGet("counter", Duration.ofHours(1));
            try (var batch = storage.views().begin("projection", Optional.empty())) {
                batch.put(
                        "view",
                        new Document(
                                "id",
                                new Position(2),
                                new byte[] {1},
                                Map.of("email", "k"),
                                Map.of("tenant", new IndexKey("p", "s"))));
                batch.saveCheckpoint(new Checkpoint(new Position(3), new byte[] {1}));
                batch.commit();
            }
            try (var batch =
                    storage.views().begin("projection", Optional.of(new Checkpoint(new Position(3), new byte[] {1})))) {
                batch.saveCheckpoint(new Checkpoint(new Position(4), new byte[] {2}));
                batch.commit();
            }
            storage.views().assignAlias("alias", "view");

            // when
            List<String> lines = new ArrayList<>();
            for (String name : client.listDatabaseNames()) {
                if (name.startsWith("keyledger")) {
                    lines.addAll(described(client.getDatabase(name)));
                }
            }

            // then
            Pins.check("mongo-store", "Databases, collections, indexes and the fields of their documents.", lines);
        }
    }

    @Test
    @DisplayName("opens the keys and secrets that an earlier version wrapped")
    void opens_the_keys_and_secrets_that_an_earlier_version_wrapped() throws IOException {
        // given
        Map<String, String> answers = Pins.answers(
                "mongo-vault",
                "Documents of a vault that an earlier version wrote with a fixed master key, and what they hold.",
                this::freshDocuments);
        try (LedgerStorage storage = open()) {
            vault("keys").insertOne(BsonDocument.parse(answers.get("key document")));
            vault("secrets").insertOne(BsonDocument.parse(answers.get("secret document")));

            // when
            Subject.Active ann = (Subject.Active) storage.vault().findKey("old ann");

            // then
            assertThat(HEX.formatHex(ann.key().getEncoded())).isEqualTo(answers.get("key"));
            assertThat(storage.vault().findSecret("old pin")).hasValue("secret".getBytes());
        }
    }

    private Map<String, String> freshDocuments() {
        Map<String, String> rows = new LinkedHashMap<>();
        try (LedgerStorage storage = open()) {
            storage.vault().createKeys(List.of("old ann"));
            storage.vault().putSecretIfAbsent("old pin", "secret".getBytes());
            rows.put(
                    "key",
                    HEX.formatHex(((Subject.Active) storage.vault().findKey("old ann"))
                            .key()
                            .getEncoded()));
            rows.put("key document", taken("keys", "old ann"));
            rows.put("secret document", taken("secrets", "old pin"));
        }
        return rows;
    }

    private String taken(String collection, String id) {
        return vault(collection).findOneAndDelete(BsonFilters.byId(id)).toJson();
    }

    private com.mongodb.client.MongoCollection<BsonDocument> vault(String collection) {
        return client.getDatabase("keyledger_vault").getCollection(collection, BsonDocument.class);
    }

    private LedgerStorage open() {
        return MongoStorage.open(
                MongoStorageSettings.at(fake.uri("keyledger")),
                MasterKey.at(key, new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom(),
                why -> {});
    }

    private static List<String> described(MongoDatabase database) {
        List<String> lines = new ArrayList<>();
        lines.add("database " + database.getName());
        for (String name : new TreeSet<>(database.listCollectionNames().into(new ArrayList<>()))) {
            var collection = database.getCollection(name, BsonDocument.class);
            lines.add("  collection " + name);
            collection.listIndexes(BsonDocument.class).into(new ArrayList<>()).stream()
                    .sorted(Comparator.comparing(it -> it.getString("name").getValue()))
                    .forEach(index -> lines.add("    index " + indexed(index)));
            collection
                    .find()
                    .sort(new BsonDocument("_id", new BsonInt32(1)))
                    .forEach(document -> lines.add("    document " + shape(document)));
        }
        return lines;
    }

    private static String indexed(BsonDocument index) {
        index.remove("v");
        index.remove("ns");
        return index.toJson();
    }

    /** Field names, value types, and values of ids. */
    private static String shape(BsonValue value) {
        if (value instanceof BsonDocument document) {
            List<String> fields = new ArrayList<>();
            document.forEach((name, field) -> fields.add(name + ": "
                    + (name.equals("_id") && field.isString() ? field.asString().getValue() : shape(field))));
            return "{" + String.join(", ", fields) + "}";
        }
        if (value instanceof BsonArray array) {
            return "[" + shape(array.get(0)) + "]";
        }
        return value.getBsonType().toString();
    }
}
