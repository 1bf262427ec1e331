package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;

@DisplayName("Erasing a subject from the SQLite vault")
class SqliteVaultErasureTest {

    @TempDir
    Path directory;

    private Vault vault;

    @BeforeEach
    void given_a_vault() {
        MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
        vault = SqliteVault.open(
                new Database(directory.resolve("vault.db"), SqliteVault.FORMAT),
                new VaultKeyWrapper(master, new SecureRandom()),
                why -> {
                    throw new AssertionError(why);
                });
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void leaves_nothing_of_its_key_in_any_file() throws Exception {
        List<String> subjects = new ArrayList<>(
                IntStream.range(0, 600).mapToObj(n -> "user-" + n).toList());
        for (int from = 0; from < 600; from += 50) {
            vault.createKeys(subjects.subList(from, from + 50));
        }
        Map<String, byte[]> wrapped = wrapped("SELECT subject, wrapped FROM keys");
        assertThat(inFiles(wrapped.get("user-0"))).isTrue();

        Collections.shuffle(subjects, new Random(3));
        List<String> erased = subjects.subList(0, 60);
        for (int n = 0; n < erased.size(); n++) {
            vault.destroyKey(erased.get(n), new Position(n));
            vault.createKeys(List.of("later-" + n));
        }
        vault.destroyKey("user-1", new Position(99));

        for (String subject : erased) {
            assertThat(inFiles(wrapped.get(subject))).as(subject).isFalse();
        }
        assertThat(inFiles(wrapped.get(subjects.get(100)))).isTrue();
    }

    @Test
    void empties_the_log_at_once() throws Exception {
        vault.createKeys(List.of("ann"));
        assertThat(Files.size(directory.resolve("vault.db-wal"))).isPositive();

        vault.destroyKey("ann", new Position(1));

        assertThat(Files.size(directory.resolve("vault.db-wal"))).isZero();
    }

    @Test
    void is_done_with_secrets_too_when_they_are_replaced() throws Exception {
        vault.putSecretIfAbsent("pepper", "the first one".getBytes(UTF_8));
        byte[] old = wrapped("SELECT name, wrapped FROM secrets").get("pepper");
        assertThat(inFiles(old)).isTrue();

        vault.putSecret("pepper", "another".getBytes(UTF_8));

        assertThat(inFiles(old)).isFalse();
    }

    @Test
    void finds_no_key_and_no_secret_in_the_clear() throws Exception {
        vault.createKeys(List.of("ann"));
        vault.putSecretIfAbsent("pepper", "very secret indeed".getBytes(UTF_8));
        byte[] key = ((Vault.Subject.Active) vault.findKey("ann")).key().getEncoded();

        assertThat(inFiles(key)).isFalse();
        assertThat(inFiles("very secret indeed".getBytes(UTF_8))).isFalse();
    }

    private Map<String, byte[]> wrapped(String sql) throws SQLException {
        Map<String, byte[]> wrapped = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("vault.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                wrapped.put(row.getString(1), row.getBytes(2));
            }
        }
        return wrapped;
    }

    private boolean inFiles(byte[] wanted) throws IOException {
        String needle = new String(wanted, ISO_8859_1);
        boolean found = false;
        long bytes = 0;
        try (var files = Files.newDirectoryStream(directory, "vault.db*")) {
            for (Path file : files) {
                String content = new String(Files.readAllBytes(file), ISO_8859_1);
                found |= content.contains(needle);
                bytes += content.length();
            }
        }
        assertThat(bytes).isPositive();
        return found;
    }
}
