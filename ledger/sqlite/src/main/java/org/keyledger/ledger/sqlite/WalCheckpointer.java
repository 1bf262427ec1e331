package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of a database. It begins anew by itself when all of it was copied to the file and nobody reads from
 * it; where readers follow each other without a pause that never happens, so beyond a limit it is emptied by force: new
 * readers go to the file, the writer waits for those that are left. Used by the writer's thread.
 */
final class WalCheckpointer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WalCheckpointer.class);
    private static final int PAGE_BYTES = 4096;
    private static final int BUSY_TIMEOUT_MILLIS = 500;

    private final Path file;
    private final SqliteConnection connection;
    private final long limitBytes;
    private long truncateAtBytes;

    /** @param checkpointAt how many pages a commit leaves in the log before it copies them to the file */
    WalCheckpointer(Database database, int checkpointAt) {
        this.file = database.file().resolveSibling(database.file().getFileName() + "-wal");
        this.connection = database.reader();
        this.limitBytes = 2L * checkpointAt * PAGE_BYTES;
        this.truncateAtBytes = limitBytes;
        try {
            connection.execute("PRAGMA query_only=OFF");
            connection.execute("PRAGMA synchronous=FULL");
            connection.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
        } catch (SQLException e) {
            connection.close();
            throw SqliteStoreException.toException("cannot open " + file, e);
        }
    }

    /**
     * Empties it if it has grown beyond the limit; if that cannot be now, tries again when it has grown more. What was
     * committed stands in either case, so this never fails.
     */
    void checkpointIfLarge() {
        long length = file.toFile().length();
        if (length > truncateAtBytes) {
            truncateAtBytes = length + limitBytes / 4;
            try {
                truncateAtBytes = truncate() ? limitBytes : truncateAtBytes;
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be emptied now", file, e);
            }
        }
    }

    /**
     * Writes the whole database anew, without a temporary file. Without {@code secure_delete} the new pages would hold
     * more than their rows, since rows move between them while it writes.
     */
    void vacuum() {
        try {
            connection.execute("PRAGMA secure_delete=ON");
            connection.execute("PRAGMA temp_store=MEMORY");
            connection.execute("VACUUM");
        } catch (SQLException e) {
            throw SqliteStoreException.toException("writing the file of " + file + " anew failed", e);
        }
    }

    /** Whether nothing is left in it. */
    boolean truncate() {
        try {
            return connection.pragma("wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            throw SqliteStoreException.toException("emptying " + file + " failed", e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
