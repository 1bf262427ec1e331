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
    private static final int PAGE = 4096;
    private static final int WAIT_MILLIS = 500;

    private final Path file;
    private final SqliteConnection session;
    private final long limit;
    private long emptyAt;

    /** @param checkpointAt how many pages a commit leaves in the log before it copies them to the file */
    WalCheckpointer(Database database, int checkpointAt) {
        this.file = database.file().resolveSibling(database.file().getFileName() + "-wal");
        this.session = database.reader();
        this.limit = 2L * checkpointAt * PAGE;
        this.emptyAt = limit;
        try {
            session.run("PRAGMA query_only=OFF");
            session.run("PRAGMA synchronous=FULL");
            session.run("PRAGMA busy_timeout=" + WAIT_MILLIS);
        } catch (SQLException e) {
            session.close();
            throw SqliteStoreException.of("cannot open " + file, e);
        }
    }

    /**
     * Empties it if it has grown beyond the limit; if that cannot be now, tries again when it has grown more. What was
     * committed stands in either case, so this never fails.
     */
    void shorten() {
        long length = file.toFile().length();
        if (length > emptyAt) {
            emptyAt = length + limit / 4;
            try {
                emptyAt = empty() ? limit : emptyAt;
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be emptied now", file, e);
            }
        }
    }

    /**
     * Writes the whole database anew, without a temporary file. Without {@code secure_delete} the new pages would hold
     * more than their rows, since rows move between them while it writes.
     */
    void rewriteFile() {
        try {
            session.run("PRAGMA secure_delete=ON");
            session.run("PRAGMA temp_store=MEMORY");
            session.run("VACUUM");
        } catch (SQLException e) {
            throw SqliteStoreException.of("writing the file of " + file + " anew failed", e);
        }
    }

    /** Whether nothing is left in it. */
    boolean empty() {
        try {
            return session.pragma("wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            throw SqliteStoreException.of("emptying " + file + " failed", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
