package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database file in WAL mode.
 *
 * <p>Only writing connections run checkpoints, in a commit that finds the WAL at its limit. Reading connections close each
 * statement immediately, so SQLite can restart the WAL from its beginning and its size stays bounded.
 */
final class Database {

    /** What a commit waits for; the names are values of {@code PRAGMA synchronous}. */
    enum Synchronous {
        /** The sync to disk. */
        FULL,
        /** Nothing: a crash of the machine may lose the last commits, but does not reorder them. */
        NORMAL
    }

    /** "KLED", marks a file of Keyledger. */
    private static final int APPLICATION_ID = 0x4b4c4544;

    private static final int BUSY_TIMEOUT_MILLIS = 5000;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final int format;
    private final String remedy;
    private final boolean derived;
    private volatile boolean opened;
    private final AtomicReference<@Nullable String> damage = new AtomicReference<>();

    /** @param format version of the schema, stored in the file */
    Database(Path file, int format) {
        this(file, format, "restore it from a backup", false);
    }

    /**
     * @param remedy what an operator must do if the file is damaged
     * @param derived whether the content can be computed from the ledger
     */
    Database(Path file, int format, String remedy, boolean derived) {
        this.file = file;
        this.format = format;
        this.remedy = remedy;
        this.derived = derived;
    }

    Path file() {
        return file;
    }

    /** Whether the content can be computed from the ledger, so that a lost commit is not a lost fact. */
    boolean isDerived() {
        return derived;
    }

    /** What was found to be damaged since the file was opened, and the remedy; empty if nothing was found. */
    Optional<String> damage() {
        return Optional.ofNullable(damage.get());
    }

    /**
     * Remembers the damage, and logs it once after the file was opened: every later access may find it again. A failed
     * start reports its exception.
     */
    String reportDamage(String finding) {
        String text = file + " is damaged (" + finding + "): " + remedy;
        if (damage.compareAndSet(null, text) && opened) {
            LOG.error("ALARM {}", text);
        }
        return text;
    }

    /** The exception for a failed access to the open file. */
    RuntimeException toException(String message, SQLException cause) {
        return SqliteStoreException.isDamage(cause)
                ? new StoreUnavailableException(reportDamage(String.valueOf(cause.getMessage())), cause)
                : SqliteStoreException.toException(message, cause);
    }

    /**
     * Opens a writing connection.
     *
     * @param checkpointPages size of the WAL, in pages of 4 KB, at which a commit runs a checkpoint
     * @throws StorageOpenException if the file cannot be opened
     */
    SqliteConnection writer(Synchronous synchronous, int checkpointPages) {
        return connect("PRAGMA synchronous=" + synchronous, "PRAGMA wal_autocheckpoint=" + checkpointPages);
    }

    /**
     * Opens the first writing connection: creates the tables of a new file, checks the format of an existing one.
     *
     * @throws StorageOpenException if the file cannot be opened, is not a database of Keyledger or has a newer format
     */
    SqliteConnection preparedWriter(Synchronous synchronous, int checkpointPages, List<String> schema) {
        boolean wasOpen = isWalPresent();
        createFile();
        SqliteConnection writer = writer(synchronous, checkpointPages);
        boolean prepared = false;
        try {
            prepare(writer, schema);
            if (derived && wasOpen) {
                requireSound(writer);
            }
            prepared = true;
            opened = true;
            return writer;
        } catch (SQLException e) {
            throw toOpenException(e);
        } finally {
            if (!prepared) {
                writer.close();
            }
        }
    }

    /** SQLite gives the files of its log the permissions of the database. */
    private void createFile() {
        try {
            OwnerOnlyFiles.createFile(file);
        } catch (IOException e) {
            throw toOpenException(e);
        }
    }

    /** Opens a reading connection, which commits after each statement. */
    SqliteConnection reader() {
        return connect("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0");
    }

    private SqliteConnection connect(String... pragmas) {
        try {
            Connection jdbc = DriverManager.getConnection("jdbc:sqlite:" + file, options());
            SqliteConnection connection = new SqliteConnection(jdbc);
            connection.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
            connection.execute("PRAGMA journal_mode=WAL");
            for (String pragma : pragmas) {
                connection.execute(pragma);
            }
            return connection;
        } catch (SQLException e) {
            throw toOpenException(e);
        }
    }

    /** By default the driver queries the generated key after each insert. */
    private static Properties options() {
        Properties options = new Properties();
        options.setProperty("jdbc.get_generated_keys", "false");
        return options;
    }

    StorageOpenException toOpenException(Exception cause) {
        if (cause instanceof SQLException sqlCause && SqliteStoreException.isDamage(sqlCause)) {
            return new StorageOpenException(reportDamage(String.valueOf(cause.getMessage())), cause);
        }
        return new StorageOpenException(
                "cannot open " + file + " (" + cause.getMessage() + "): check its permissions and the disk, or "
                        + remedy,
                cause);
    }

    private void prepare(SqliteConnection writer, List<String> schema) throws SQLException {
        int found = writer.pragma("user_version");
        boolean empty =
                writer.first(row -> 1, "SELECT 1 FROM sqlite_schema LIMIT 1").isEmpty();
        if (found == 0 && empty) {
            create(writer, schema);
        } else if (writer.pragma("application_id") != APPLICATION_ID) {
            throw new StorageOpenException(
                    derived
                            ? reportDamage("it is not a database of Keyledger")
                            : file + " is not a database of Keyledger: move it away, or set another data directory");
        } else if (found > format) {
            throw new StorageOpenException(file + " has format " + found + ", this version supports up to " + format
                    + ": start the version that wrote it, or a newer one");
        }
    }

    /** SQLite removes the WAL when the file is closed; it remains after a crash. */
    private boolean isWalPresent() {
        try {
            Path wal = file.resolveSibling(file.getFileName() + "-wal");
            return Files.exists(wal) && Files.size(wal) > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Reads the whole file.
     *
     * @throws StorageOpenException if a page is damaged
     */
    void requireSound(SqliteConnection connection) throws SQLException {
        String finding = connection
                .first(row -> row.getString(1), "PRAGMA integrity_check(1)")
                .orElse("no result");
        if (!finding.equals("ok")) {
            throw new StorageOpenException(reportDamage(finding.replace('\n', ' ')));
        }
    }

    private void create(SqliteConnection writer, List<String> schema) throws SQLException {
        writer.execute("BEGIN IMMEDIATE");
        for (String statement : schema) {
            writer.execute(statement);
        }
        writer.execute("PRAGMA application_id=" + APPLICATION_ID);
        writer.execute("PRAGMA user_version=" + format);
        writer.execute("COMMIT");
    }
}
