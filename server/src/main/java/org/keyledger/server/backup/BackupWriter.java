package org.keyledger.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.rollbackdetection.KnownHead;
import org.keyledger.ledger.sqlite.SqliteBackup;
import org.keyledger.ledger.sqlite.SqliteStorage;
import org.keyledger.server.backup.BackupManifest.BackupFile;

/** Makes a backup of a data folder, also while the service uses it. */
public final class BackupWriter {

    static final String MASTER_KEY = "master.key";

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(500);

    private final Path data;
    private final Clock clock;
    private final Consumer<String> progress;

    /** @param progress receives one line for each step, and one twice a second while a file is copied */
    public BackupWriter(Path data, Clock clock, Consumer<String> progress) {
        this.data = data;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Writes a backup into an empty folder, which is created if it does not exist.
     *
     * @param masterKeys the master key file if it is part of the backup; otherwise empty
     * @throws StorageOpenException if the folder is not empty, or a database cannot be copied
     */
    public BackupManifest write(Path folder, List<Path> masterKeys) throws IOException {
        requireEmpty(folder);
        OwnerOnlyFiles.createFolder(folder);
        var files = new ArrayList<BackupFile>();
        for (var name : SqliteBackup.DATABASES) {
            copy(data.resolve(name), folder.resolve(name));
        }
        var head = SqliteStorage.readLedger(folder, clock, new SecureRandom(), KnownHead::of);
        for (var masterKey : masterKeys) {
            OwnerOnlyFiles.createFile(folder.resolve(MASTER_KEY));
            Files.write(folder.resolve(MASTER_KEY), Files.readAllBytes(masterKey));
            SqliteBackup.sync(folder.resolve(MASTER_KEY));
            files.add(BackupFile.of(folder.resolve(MASTER_KEY)));
        }
        for (var name : SqliteBackup.DATABASES) {
            progress.accept("computing the checksum of " + name);
            files.add(BackupFile.of(folder.resolve(name)));
        }
        var manifest = new BackupManifest(
                BackupManifest.FORMAT,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                head.ledger(),
                head.epoch(),
                head.position(),
                head.hash(),
                files);
        manifest.write(folder);
        return manifest;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new StorageOpenException(folder + " is not empty: name a folder that is empty or does not exist");
            }
        }
    }

    private void copy(Path database, Path target) {
        var copying = CompletableFuture.runAsync(() -> SqliteBackup.copy(database, target));
        var total = megabytes(database);
        while (!isDone(copying)) {
            progress.accept("copying " + database.getFileName() + ": " + megabytes(target) + " of about " + total);
        }
        progress.accept("copied " + database.getFileName() + ": " + megabytes(target));
    }

    private static boolean isDone(CompletableFuture<Void> copying) {
        try {
            copying.get(REPORT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while copying", e);
        }
    }

    private static String megabytes(Path file) {
        return Math.round(file.toFile().length() / 1e5) / 10.0 + " MB";
    }
}
