package org.keyledger.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.rollbackdetection.KnownHead;
import org.keyledger.ledger.sqlite.SqliteBackup;

/**
 * Puts a backup back into a data folder that no process uses. The databases are prepared in a folder beside the present
 * ones and replace them at the end. A restore that is interrupted is repeated; until then the service does not start.
 */
public final class BackupRestorer {

    private final Path data;
    private final Path staging;
    private final Consumer<String> progress;
    private final Map<String, Position> destroyed = new TreeMap<>();

    public BackupRestorer(Path data, Consumer<String> progress) {
        this.data = data;
        this.staging = data.resolve(SqliteBackup.STAGING);
        this.progress = progress;
    }

    /**
     * Verifies the checksums of a backup and copies it.
     *
     * @param masterKeyFile gets the master key of the backup if this file does not exist
     * @return the folder in which the copy must be opened and completed
     * @throws StorageOpenException if the backup is incomplete or damaged, or there is no master key
     */
    public Path prepare(Path backup, BackupManifest manifest, Path masterKeyFile) throws IOException {
        for (var file : manifest.files()) {
            progress.accept("verifying the checksum of " + file.name());
            manifest.requireUnaltered(backup, file);
        }
        if (!Files.exists(masterKeyFile) && !manifest.contains(BackupWriter.MASTER_KEY)) {
            throw new StorageOpenException("no master key file at " + masterKeyFile
                    + ", and the backup contains none: put it back first, the backup cannot be decrypted without it");
        }
        rememberDestroyedKeys(data.resolve("vault.db"));
        rememberDestroyedKeys(staging.resolve("vault.db"));
        delete(staging);
        OwnerOnlyFiles.createFolder(staging);
        for (var name : SqliteBackup.DATABASES) {
            progress.accept("copying " + name);
            copy(backup.resolve(name), staging.resolve(name));
        }
        if (!Files.exists(masterKeyFile)) {
            copy(backup.resolve(BackupWriter.MASTER_KEY), masterKeyFile);
        }
        return staging;
    }

    /** A backup still has the keys that were destroyed since. */
    private void rememberDestroyedKeys(Path vault) {
        if (Files.exists(vault)) {
            try {
                destroyed.putAll(SqliteBackup.destroyedSubjects(vault));
            } catch (StorageOpenException e) {
                progress.accept("Erasures since the backup are not known, because the present vault cannot be read ("
                        + e.getMessage() + "). Repeat them");
            }
        }
    }

    /**
     * Verifies that the copy is the ledger of the manifest, and destroys the keys in it that the present vault has
     * destroyed.
     *
     * @throws StorageOpenException if a commit is missing or was altered
     */
    public void verify(LedgerStorage copy, BackupManifest manifest) {
        progress.accept("verifying " + (manifest.position() + 1) + " events");
        requireIntact(copy.ledger(), manifest);
        destroyed.forEach(copy.vault()::destroyKey);
    }

    private static void requireIntact(Ledger ledger, BackupManifest manifest) {
        var head = KnownHead.of(ledger);
        if (!head.ledger().equals(manifest.ledger())
                || head.epoch() != manifest.epoch()
                || head.position() != manifest.position()
                || !head.hash().equals(manifest.hash())) {
            throw new StorageOpenException(
                    "the ledger of the backup is not the one of its manifest: use another backup");
        }
        Chain.verify(ledger).ifPresent(invalid -> {
            throw new StorageOpenException(
                    "the ledger of the backup is damaged at position " + invalid + ": use another backup");
        });
    }

    /**
     * Replaces the present databases by the copy, which must be closed.
     *
     * @param replaced name of the folder in the data folder that gets the present databases
     */
    public void complete(String replaced) throws IOException {
        var folder = data.resolve(replaced);
        OwnerOnlyFiles.createFolder(folder);
        SqliteBackup.putInPlace(data, folder);
        delete(staging);
        try (var content = Files.list(folder)) {
            if (content.findAny().isEmpty()) {
                Files.delete(folder);
            } else {
                progress.accept(
                        "The previous databases are in " + folder + ". Delete them when you need them no longer");
            }
        }
    }

    /** Leaves the present databases as they are. */
    public void discard() throws IOException {
        delete(staging);
    }

    private static void copy(Path source, Path target) throws IOException {
        OwnerOnlyFiles.createFile(target);
        try (var output = Files.newOutputStream(target)) {
            Files.copy(source, output);
        }
        SqliteBackup.sync(target);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
