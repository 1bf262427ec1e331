package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.beginning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("The SQLite store")
class SqliteStorePinTest {

    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path folder;

    private MasterKey master;
    private Path data;

    @BeforeEach
    void write_a_fixed_master_key() throws IOException {
        Path file = folder.resolve("master.key");
        Files.writeString(file, "1 BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n");
        master = MasterKey.read(file);
        data = folder.resolve("data");
    }

    @Test
    @DisplayName("has the approved files, tables, indexes and formats")
    void has_the_approved_files_tables_indexes_and_formats() throws Exception {
        // given
        List<String> lines = new ArrayList<>();
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            String lock = Files.readString(data.resolve("lock"));

            // when
            lines.add("file lock "
                    + lock.replace(Long.toString(ProcessHandle.current().pid()), "<process id>"));
            for (String name : names()) {
                lines.add("file " + name);
                lines.addAll(schema(data.resolve(name)));
            }
        }
        lines.add("index entries of a document "
                + HEX.formatHex(DocumentIndexKeys.of(new Document(
                                "id",
                                new Position(3),
                                new byte[0],
                                Map.of("email", "ü"),
                                Map.of("tenant", new IndexKey("t-1", "2026"))))
                        .encode()));

        // then
        Pins.check("sqlite-store", "Files, statements that made them, user_version and application_id.", lines);
    }

    @Test
    @DisplayName("opens the keys and secrets that an earlier version wrapped")
    void opens_the_keys_and_secrets_that_an_earlier_version_wrapped() throws SQLException {
        // given
        Map<String, String> answers = Pins.answers(
                "sqlite-vault",
                "Rows of a vault that an earlier version wrote with a fixed master key, and what they hold.",
                this::freshRows);
        open().close();
        try (Connection vault = connect(data.resolve("vault.db"))) {
            insert(vault, "INSERT INTO keys (subject, version, wrapped) VALUES ('ann', 1, ?)", answers.get("key row"));
            insert(
                    vault,
                    "INSERT INTO secrets (name, version, wrapped) VALUES ('pin', 1, ?)",
                    answers.get("secret row"));
        }

        // when
        try (LedgerStorage storage = open()) {
            Subject.Active ann = (Subject.Active) storage.vault().findKey("ann");

            // then
            assertThat(HEX.formatHex(ann.key().getEncoded())).isEqualTo(answers.get("key"));
            assertThat(storage.vault().findSecret("pin")).hasValue("secret".getBytes());
        }
    }

    private Map<String, String> freshRows() {
        Map<String, String> rows = new LinkedHashMap<>();
        data = folder.resolve("fresh");
        try (LedgerStorage storage = open()) {
            storage.vault().createKeys(List.of("ann"));
            storage.vault().putSecretIfAbsent("pin", "secret".getBytes());
            rows.put(
                    "key",
                    HEX.formatHex(((Subject.Active) storage.vault().findKey("ann"))
                            .key()
                            .getEncoded()));
            try (Connection vault = connect(data.resolve("vault.db"))) {
                rows.put("key row", wrapped(vault, "SELECT wrapped FROM keys WHERE subject = 'ann'"));
                rows.put("secret row", wrapped(vault, "SELECT wrapped FROM secrets WHERE name = 'pin'"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        data = folder.resolve("data");
        return rows;
    }

    private LedgerStorage open() {
        return SqliteStorage.open(data, master, Clock.systemUTC(), new SecureRandom());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(data)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".db"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> schema(Path file) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = connect(file);
                var statement = connection.createStatement()) {
            for (String pragma : List.of("application_id", "user_version")) {
                lines.add("  " + pragma + " "
                        + statement.executeQuery("PRAGMA " + pragma).getInt(1));
            }
            var rows = statement.executeQuery("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2");
            while (rows.next()) {
                lines.add(
                        ("  " + rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3)).stripTrailing());
            }
        }
        return lines;
    }

    private static String wrapped(Connection vault, String query) throws SQLException {
        try (var statement = vault.createStatement()) {
            return HEX.formatHex(statement.executeQuery(query).getBytes(1));
        }
    }

    private static void insert(Connection vault, String statement, String wrapped) throws SQLException {
        try (var prepared = vault.prepareStatement(statement)) {
            prepared.setBytes(1, HEX.parseHex(wrapped));
            prepared.executeUpdate();
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
