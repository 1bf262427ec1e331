package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the size of the write-ahead log (WAL) of a database. SQLite restarts the WAL from its beginning once all of it is
 * in the database file and no reader uses it. Overlapping readers can prevent that without end, so beyond a limit this class
 * truncates the WAL: new readers then use the database file, and the writer waits for the readers that are left. Used by the
 * writing thread.
 */
final class WalCheckpointer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WalCheckpointer.class);
    private static final int PAGE_BYTES = 4096;
    private static final int BUSY_TIMEOUT_MILLIS = 500;

    private final Path wal;
    private final SqliteConnection connection;
    private final long limitBytes;
    private long truncateAtBytes;

    /** @param checkpointPages size of the WAL, in pages of 4 KB, at which a commit runs a checkpoint */
    WalCheckpointer(Database database, int checkpointPages) {
        this.wal = database.file().resolveSibling(database.file().getFileName() + "-wal");
        this.connection = database.reader();
        this.limitBytes = 2L * checkpointPages * PAGE_BYTES;
        this.truncateAtBytes = limitBytes;
        try {
            connection.execute("PRAGMA query_only=OFF");
            connection.execute("PRAGMA synchronous=FULL");
            connection.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
        } catch (SQLException e) {
            connection.close();
            throw SqliteStoreException.toException("cannot configure the checkpoint connection of " + wal, e);
        }
    }

    /**
     * Truncates the WAL if it is larger than the limit; if that fails, tries again when the WAL has grown further. Never
     * throws, since a failure does not affect what is committed.
     */
    void checkpointIfLarge() {
        long length = wal.toFile().length();
        if (length > truncateAtBytes) {
            truncateAtBytes = length + limitBytes / 4;
            try {
                truncateAtBytes = truncate() ? limitBytes : truncateAtBytes;
            } catch (RuntimeException e) {
                LOG.warn("Could not truncate {} of {} bytes, retrying when it has grown", wal, length, e);
            }
        }
    }

    /**
     * Rewrites the whole database without a temporary file. Uses {@code secure_delete}, because rows move between pages
     * while SQLite writes them and would otherwise leave copies in unused space.
     */
    void vacuum() {
        try {
            connection.execute("PRAGMA secure_delete=ON");
            connection.execute("PRAGMA temp_store=MEMORY");
            connection.execute("VACUUM");
        } catch (SQLException e) {
            throw SqliteStoreException.toException("cannot vacuum the database of " + wal, e);
        }
    }

    /** Copies the WAL to the database file and empties it; false if a reader or writer prevented that. */
    boolean truncate() {
        try {
            return connection.pragma("wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            throw SqliteStoreException.toException("cannot truncate " + wal, e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
