package org.keyledger.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

@DisplayName("Writing a backup and putting it back")
class BackupFolderTest {

    private static final Position ERASURE = new Position(7);

    @TempDir
    private Path folder;

    private Path data;
    private Path backup;
    private Path masterKey;

    @BeforeEach
    void a_data_folder() {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        masterKey = data.resolve("master.key");
        try (var storage = open(data)) {
            storage.vault().createKeys(List.of("ann", "bob"));
            storage.ledger().append(Examples.beginning("a")).join();
            storage.ledger().append(Examples.beginning("b")).join();
        }
    }

    @Test
    void copies_a_storage_that_is_in_use() throws IOException {
        BackupManifest manifest;
        try (var storage = open(data)) {
            storage.ledger().append(Examples.beginning("c")).join();
            manifest = writer().write(backup, List.of());
            storage.ledger().append(Examples.beginning("d")).join();
        }

        assertThat(manifest.position()).isEqualTo(2);
        assertThat(BackupManifest.read(backup)).isEqualTo(manifest);
        assertThat(backup.resolve("master.key")).doesNotExist();
        prepareAndVerify(manifest);
    }

    @Test
    void refuses_a_folder_that_is_not_empty() throws IOException {
        writer().write(backup, List.of());

        assertThatThrownBy(() -> writer().write(backup, List.of()))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void puts_the_master_key_back_if_the_backup_contains_it() throws IOException {
        var manifest = writer().write(backup, List.of(masterKey));
        Files.delete(masterKey);

        prepareAndVerify(manifest);
        assertThat(masterKey).exists();
    }

    @Test
    void refuses_a_backup_without_master_key_if_there_is_none() throws IOException {
        var manifest = writer().write(backup, List.of());
        Files.delete(masterKey);

        assertThatThrownBy(() -> restorer().prepare(backup, manifest, masterKey))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("no master key file at " + masterKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger.db", "cells.db", "vault.db"})
    void refuses_a_damaged_backup(String name) throws IOException {
        var manifest = writer().write(backup, List.of());
        Files.write(backup.resolve(name), new byte[] {1}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> restorer().prepare(backup, manifest, masterKey))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining(name + " is damaged");
    }

    @Test
    void refuses_an_incomplete_backup() throws IOException {
        writer().write(backup, List.of());
        Files.delete(backup.resolve("manifest.json"));

        assertThatThrownBy(() -> BackupManifest.read(backup)).hasMessageContaining("contains no complete backup");
    }

    @Test
    void refuses_a_ledger_that_is_not_the_one_of_the_manifest() throws IOException {
        var manifest = writer().write(backup, List.of());
        var another = new BackupManifest(
                manifest.format(),
                manifest.createdAt(),
                manifest.ledger(),
                manifest.epoch(),
                manifest.position(),
                "00".repeat(32),
                manifest.files());

        assertThatThrownBy(() -> prepareAndVerify(another)).hasMessageContaining("not the one of its manifest");
    }

    @Test
    void destroys_the_keys_again_that_were_destroyed_since() throws IOException {
        var manifest = writer().write(backup, List.of());
        try (var storage = open(data)) {
            storage.vault().destroyKey("ann", ERASURE);
        }
        var restorer = prepareAndVerify(manifest);

        restorer.complete("replaced");

        assertThat(data.resolve("replaced/ledger.db")).exists();
        try (var storage = open(data)) {
            assertThat(storage.vault().findKey("ann")).isEqualTo(new Subject.Destroyed(ERASURE));
            assertThat(storage.vault().findKey("bob")).isInstanceOf(Subject.Active.class);
        }
    }

    @Test
    void does_not_open_a_storage_whose_restore_was_interrupted_and_can_be_repeated() throws IOException {
        var manifest = writer().write(backup, List.of());
        try (var storage = open(data)) {
            storage.vault().destroyKey("ann", ERASURE);
        }
        prepareAndVerify(manifest);
        Files.delete(data.resolve("vault.db")); // as if it stopped between two moves

        assertThatThrownBy(() -> open(data))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("a restore into " + data + " was interrupted");
        prepareAndVerify(manifest).complete("replaced");
        try (var storage = open(data)) {
            assertThat(storage.vault().findKey("ann")).isEqualTo(new Subject.Destroyed(ERASURE));
        }
    }

    private BackupRestorer prepareAndVerify(BackupManifest manifest) throws IOException {
        var restorer = restorer();
        var staging = restorer.prepare(backup, manifest, masterKey);
        try (var copy = open(staging)) {
            restorer.verify(copy, manifest);
        }
        return restorer;
    }

    private BackupWriter writer() {
        return new BackupWriter(data, Clock.systemUTC(), line -> {});
    }

    private BackupRestorer restorer() {
        return new BackupRestorer(data, line -> {});
    }

    private LedgerStorage open(Path directory) {
        return SqliteStorage.open(
                directory,
                MasterKey.createIfAbsent(masterKey, new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom());
    }
}
