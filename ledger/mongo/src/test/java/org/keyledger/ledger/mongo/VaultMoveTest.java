package org.keyledger.ledger.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.WrappedKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

@DisplayName("Moving the rows of a vault to another store")
class VaultMoveTest extends FakeMongoFixture {

    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    private MasterKey master;

    @BeforeEach
    void given_one_master_key() {
        master = MasterKey.createIfAbsent(directory.resolve("master.key"), random);
    }

    @Test
    void from_sqlite_to_mongodb_keeps_keys_and_secrets() throws SQLException {
        // given
        Subject ann;
        try (LedgerStorage storage = openSqlite()) {
            storage.vault().createKeys(List.of("ann"));
            storage.vault().putSecretIfAbsent("pin", SECRET);
            ann = storage.vault().findKey("ann");
        }
        MongoVault vault = openMongo();

        // when
        collection("keys").insertOne(MongoVault.document("ann", readRow("keys", "subject", "ann")));
        collection("secrets").insertOne(MongoVault.document("pin", readRow("secrets", "name", "pin")));

        // then
        assertThat(vault.findKey("ann")).isEqualTo(ann).isInstanceOf(Subject.Active.class);
        assertThat(vault.findSecret("pin")).hasValue(SECRET);
    }

    @Test
    void from_mongodb_to_sqlite_keeps_keys_and_secrets() throws SQLException {
        // given
        MongoVault vault = openMongo();
        vault.createKeys(List.of("ann"));
        vault.putSecretIfAbsent("pin", SECRET);
        openSqlite().close();

        // when
        insertRow("keys", "subject", "ann");
        insertRow("secrets", "name", "pin");

        // then
        try (LedgerStorage storage = openSqlite()) {
            assertThat(storage.vault().findKey("ann"))
                    .isEqualTo(vault.findKey("ann"))
                    .isInstanceOf(Subject.Active.class);
            assertThat(storage.vault().findSecret("pin")).hasValue(SECRET);
        }
    }

    private LedgerStorage openSqlite() {
        return SqliteStorage.open(directory.resolve("data"), master, Clock.systemUTC(), random);
    }

    private MongoVault openMongo() {
        return MongoVault.open(sessions, database, "fake", isNew -> master, random);
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    private WrappedKey readRow(String table, String nameColumn, String name) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(
                        "SELECT version, wrapped FROM " + table + " WHERE " + nameColumn + " = ?")) {
            statement.setString(1, name);
            var row = statement.executeQuery();
            return new WrappedKey(row.getInt(1), row.getBytes(2));
        }
    }

    private void insertRow(String table, String nameColumn, String name) throws SQLException {
        WrappedKey wrapped = MongoVault.wrapped(
                collection(table).find(BsonFilters.byId(name)).first());
        try (Connection connection = connect();
                var statement = connection.prepareStatement(
                        "INSERT INTO " + table + " (" + nameColumn + ", version, wrapped) VALUES (?, ?, ?)")) {
            statement.setString(1, name);
            statement.setInt(2, wrapped.version());
            statement.setBytes(3, wrapped.bytes());
            statement.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("data").resolve("vault.db"));
    }
}
