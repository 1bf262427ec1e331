package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Opening a ledger storage on SQLite")
class SqliteStorageTest {

    @TempDir
    Path directory;

    @Test
    void gives_four_ports_that_keep_what_is_stored() {
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            storage.vault().createKeys(List.of("ann"));
        }
        try (LedgerStorage storage = open()) {
            assertThat(storage.ledger().nextPosition()).isEqualTo(new Position(1));
            assertThat(storage.vault().findKey("ann")).isInstanceOf(Subject.Active.class);
            assertThat(storage.atomicStore().get("c")).isEmpty();
            assertThat(storage.views().count("v")).isZero();
        }
    }

    @Test
    void is_refused_while_it_is_open_in_this_process() {
        try (LedgerStorage storage = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining("already open in this process");
            assertThat(storage.ledger().append(beginning("a")).join()).isEqualTo(Position.FIRST);
        }
        open().close();
    }

    @Test
    void is_refused_while_another_process_holds_it() throws Exception {
        try (LedgerStorage storage = open();
                ChildProcess child = ChildProcess.run(OpeningProcess.class, directory.toString())) {
            assertThat(child.lines().toList())
                    .anySatisfy(line -> assertThat(line)
                            .contains("another Keyledger (process "
                                    + ProcessHandle.current().pid() + ")")
                            .contains("stop it, or set another data directory"));
            assertThat(storage.ledger().nextPosition()).isEqualTo(Position.FIRST);
        }
    }

    /** Opens the storage in another process. */
    static final class OpeningProcess {

        public static void main(String[] args) {
            try (LedgerStorage storage = SqliteStorage.open(
                    Path.of(args[0]),
                    MasterKey.read(Path.of(args[0], "master.key")),
                    Clock.systemUTC(),
                    new SecureRandom())) {
                System.out.println("opened with " + storage.ledger().nextPosition());
            } catch (StorageOpenException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    @Test
    void is_refused_to_an_older_version() throws Exception {
        open().close();
        tamper("ledger.db", "PRAGMA user_version=2");

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("has format 2, this version supports up to 1")
                .hasMessageContaining("start the version that wrote it");
    }

    @Test
    void is_refused_if_a_file_is_not_ours() throws Exception {
        tamper("views.db", "CREATE TABLE theirs (x)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("not a database of Keyledger");
    }

    @Test
    void is_refused_with_another_master_key() throws Exception {
        open().close();
        Files.delete(directory.resolve("master.key"));

        assertThatThrownBy(this::open).isInstanceOf(StorageOpenException.class).hasMessageContaining("master key");
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageNotContaining("already open in this process");
    }

    @Test
    void is_refused_when_the_end_of_the_chain_was_altered() throws Exception {
        try (LedgerStorage storage = open()) {
            storage.ledger().append(beginning("a")).join();
            storage.ledger().append(commit("k", event("a", 1))).join();
        }
        tamper("ledger.db", "UPDATE commits SET body = replace(body, 'account', 'bccount') WHERE first = 1");

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("damaged at position 1")
                .hasMessageContaining("restore a backup");
    }

    private LedgerStorage open() {
        return SqliteStorage.open(
                directory,
                MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom());
    }

    private void tamper(String file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(file));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
