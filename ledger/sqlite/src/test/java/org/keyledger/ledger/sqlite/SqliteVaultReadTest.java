package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Reading a key from the vault on SQLite")
class SqliteVaultReadTest {

    @TempDir
    Path directory;

    @Test
    void does_not_wait_for_a_writer_that_waits_for_the_disk() throws Exception {
        try (LedgerStorage storage = SqliteStorage.open(
                directory,
                MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom())) {
            Vault vault = storage.vault();
            vault.createKeys(List.of("ann"));
            CompletableFuture<Void> writer;

            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("vault.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE"); // the vault's writer now waits in its transaction
                writer = CompletableFuture.runAsync(() -> vault.createKeys(List.of("bob")));
                TimeUnit.MILLISECONDS.sleep(100);

                for (int n = 0; n < 50; n++) {
                    assertThat(vault.findKey("ann")).isInstanceOf(Subject.Active.class);
                }
                assertThat(writer).isNotDone();
                statement.execute("ROLLBACK");
            }
            writer.get(30, TimeUnit.SECONDS);
            assertThat(vault.findKey("bob")).isInstanceOf(Subject.Active.class);
        }
    }
}
