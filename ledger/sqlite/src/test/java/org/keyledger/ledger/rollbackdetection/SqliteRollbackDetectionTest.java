package org.keyledger.ledger.rollbackdetection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/** A backup is a copy of a database file, which replaces the newer file. */
@DisplayName("Detecting a restored backup on SQLite")
class SqliteRollbackDetectionTest extends RollbackDetectionContract {

    @Test
    void a_whole_folder_put_back_from_a_backup_is_refused_until_the_operator_decides() throws IOException {
        serve("one");
        Path backup = copyAll("backup");
        serve("two");
        replaceAll(backup);

        refused("ledger.db and vault.db were moved or put back from a backup");
        refused("./keyledger moved");
        refused("./keyledger restore --accept");
        assertThat(restore().epoch()).isEqualTo(1);
        serve("another two");
    }

    @Test
    void one_file_that_was_replaced_is_refused(@TempDir Path elsewhere) throws IOException {
        serve("one");
        for (String name : List.of("ledger.db", "vault.db")) {
            Path file = folder.resolve("data").resolve(name);
            // the original keeps its inode while the copy gets another one
            Files.move(file, elsewhere.resolve(name));
            Files.copy(elsewhere.resolve(name), file);

            refused(name + " was moved or put back from a backup");
            acceptMovedFiles();
        }
        serve("two");
    }

    @Test
    void moved_files_are_accepted_on_the_word_of_the_operator() throws IOException {
        serve("one");
        replaceAll(copyAll("copy"));

        acceptMovedFiles();

        serve("two");
        try (LedgerStorage home = open()) {
            assertThat(file().read()).map(KnownHead::inodes).contains(home.inodes());
            assertThat(home.inodes()).containsOnlyKeys("ledger.db", "vault.db");
        }
    }

    @Test
    void an_old_copy_is_not_accepted_as_moved_while_a_witness_is_ahead() throws IOException {
        serve("one");
        Path backup = copyAll("backup");
        serve("two");
        byte[] newest = Files.readAllBytes(folder.resolve("witness.json"));
        replaceAll(backup);
        Files.write(folder.resolve("witness.json"), newest);

        assertThatThrownBy(this::acceptMovedFiles)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("witness.json has seen position 1: it was set back");
        refused("witness.json has seen position 1: it was set back");
    }

    @Test
    void a_witness_that_did_not_record_the_files_does_not_refuse_them() {
        serve("one");
        try (LedgerStorage home = open()) {
            KnownHead head = file().read().orElseThrow();
            KnownHead withoutFiles = new KnownHead(head.ledger(), head.epoch(), head.position(), head.hash());
            rollbackDetector(home).stores().forEach(store -> store.write(withoutFiles));
        }

        serve("two");
        assertThat(file().read().orElseThrow().inodes()).isNotEmpty();
    }

    @Test
    void rewrapping_the_vault_keeps_its_file() {
        serve("one");
        MasterKey.addVersion(folder.resolve("master.key"), new SecureRandom());
        try (LedgerStorage home = open()) {
            home.vault().rewrap((done, total) -> {});
        }

        serve("two");
    }

    private void acceptMovedFiles() {
        try (LedgerStorage home = open()) {
            rollbackDetector(home).acceptMovedFiles(home.ledger());
        }
    }

    private Path copyAll(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Files.copy(folder.resolve("witness.json"), copy.resolve("witness.json"));
        return copy;
    }

    /** The replaced files are kept, so that no copy gets the inode of its original. */
    private void replaceAll(Path copy) throws IOException {
        Files.move(folder.resolve("data"), folder.resolve("replaced"));
        Files.move(copy, folder.resolve("data"));
        Files.move(
                folder.resolve("data/witness.json"),
                folder.resolve("witness.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

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
