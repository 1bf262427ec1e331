package org.keyledger.ledger.rollbackdetection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/** A backup is a copy of a database file, which replaces the newer file. */
@DisplayName("Detecting a restored backup on SQLite")
class SqliteRollbackDetectionTest extends RollbackDetectionContract {

    @Override
    LedgerStorage open() {
        return SqliteStorage.open(
                folder.resolve("data"),
                MasterKey.createIfAbsent(folder.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom());
    }

    @Override
    Runnable copy(Part part) {
        try {
            byte[] copied = Files.readAllBytes(file(part));
            return () -> write(file(part), copied);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file.resolveSibling(file.getFileName() + "-wal")).doesNotExist();
    }

    @Override
    void lose(Part part) {
        try {
            Files.delete(file(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Part part) {
        return folder.resolve("data").resolve(part.name().toLowerCase(Locale.ROOT) + ".db");
    }
}
