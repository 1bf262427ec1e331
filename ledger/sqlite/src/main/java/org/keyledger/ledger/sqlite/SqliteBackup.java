package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/**
 * Copies the databases of a storage while another process may use it, and puts copies in the place of databases.
 *
 * <p>The ledger is copied first. Keys are stored before the commit that needs them, so the later copy of the vault contains
 * every key of the copied ledger. A vault that is newer than the ledger is harmless: it
 * may have keys of unknown subjects, and destroyed keys whose erasure a restore repeats. An older one would lack keys.
 */
public final class SqliteBackup {

    /** In the order in which they must be copied. Read models are not copied, because they are built from the ledger. */
    public static final List<String> DATABASES = List.of("ledger.db", "cells.db", "vault.db");

    /** The folder in the data folder in which a restore prepares the new databases. */
    public static final String STAGING = "restoring";

    private static final List<String> REPLACED = List.of("ledger.db", "cells.db", "views.db", "vault.db");

    private SqliteBackup() {}

    /**
     * Writes a copy of one database as of one moment, readable for its owner only. Returns when it is on disk.
     *
     * @throws StorageOpenException if the database cannot be read or the copy cannot be written
     */
    public static void copy(Path database, Path copy) {
        if (!Files.isRegularFile(database)) {
            throw new StorageOpenException("no database at " + database + ": check KEYLEDGER_DATA");
        }
        try {
            OwnerOnlyFiles.createFile(copy);
            try (SqliteConnection connection = new Database(database, 0).writer(Synchronous.NORMAL, 0)) {
                connection.update("VACUUM INTO ?", copy.toString());
            }
            sync(copy);
        } catch (SQLException | IOException e) {
            throw new StorageOpenException("cannot copy " + database + " to " + copy + " (" + e.getMessage() + ")", e);
        }
    }

    /** The subjects whose keys a vault has destroyed; the master key is not needed. */
    public static Map<String, Position> destroyedSubjects(Path vault) {
        try (SqliteConnection connection = new Database(vault, SqliteVault.FORMAT).reader()) {
            Map<String, Position> destroyed = new TreeMap<>();
            connection.list(
                    row -> destroyed.put(row.getString(1), new Position(row.getLong(2))),
                    "SELECT subject, position FROM destroyed");
            return destroyed;
        } catch (SQLException e) {
            throw new StorageOpenException("cannot read " + vault + " (" + e.getMessage() + ")", e);
        }
    }

    /** @throws StorageOpenException if a restore into this directory has not been completed */
    static void requireNoInterruptedRestore(Path directory) {
        if (Files.exists(directory.resolve(STAGING))) {
            throw new StorageOpenException(
                    "a restore into " + directory + " was interrupted: run ./keyledger restore with the backup again");
        }
    }

    /**
     * Moves the prepared databases from the staging folder to their places. The previous databases are kept in another
     * folder. The staging folder is removed last: until then the storage cannot be opened, and the call can be repeated.
     *
     * @param replaced folder for the previous databases; exists and is on the same file system
     */
    public static void putInPlace(Path directory, Path replaced) throws IOException {
        Path staging = directory.resolve(STAGING);
        for (String name : REPLACED) {
            for (String part : List.of("-wal", "-shm")) { // a log that is left over would be applied to the new file
                moveIfPresent(directory.resolve(name + part), replaced);
            }
            moveIfPresent(directory.resolve(name), replaced);
            if (Files.exists(staging.resolve(name)) && DATABASES.contains(name)) {
                Files.move(staging.resolve(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        syncDirectory(directory);
    }

    private static void moveIfPresent(Path file, Path folder) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Returns when the content of the file is on disk. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
