package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.keyledger.ledger.StorageOpenException;

/**
 * One database file in WAL mode.
 *
 * <p>Connections that write checkpoint as they commit, when the log has grown to a limit; no other does, and readers keep
 * no statement open, so the log is begun anew each time and cannot grow for ever.
 */
final class Database {

    /** What a commit waits for. */
    enum Synchronous {
        /** Until it is on disk. */
        FULL,
        /** Not at all: a crash of the machine may take the last ones back, never the order. */
        NORMAL
    }

    /** "KLED": says that a file is ours. */
    private static final int APPLICATION_ID = 0x4b4c4544;

    private static final int BUSY_TIMEOUT_MILLIS = 5000;

    private final Path file;
    private final int format;

    Database(Path file, int format) {
        this.file = file;
        this.format = format;
    }

    Path file() {
        return file;
    }

    /**
     * A connection that writes; each of its transactions is ended by a commit or a rollback.
     *
     * @param checkpointAt how many pages of 4 KB the log may hold before a commit empties it
     */
    SqliteConnection writer(Synchronous synchronous, int checkpointAt) {
        return connect("PRAGMA synchronous=" + synchronous, "PRAGMA wal_autocheckpoint=" + checkpointAt);
    }

    /** The driver would else ask after each insert for a key that nobody wants. */
    private static Properties options() {
        Properties options = new Properties();
        options.setProperty("jdbc.get_generated_keys", "false");
        return options;
    }

    /** The first connection that writes: it makes the tables of a new file, or checks that an old one can be read. */
    SqliteConnection preparedWriter(Synchronous synchronous, int checkpointAt, List<String> schema) {
        SqliteConnection writer = writer(synchronous, checkpointAt);
        boolean done = false;
        try {
            prepare(writer, schema);
            done = true;
            return writer;
        } catch (SQLException e) {
            throw new StorageOpenException("cannot open " + file + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                writer.close();
            }
        }
    }

    /** A connection that reads, each statement for itself. */
    SqliteConnection reader() {
        return connect("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0");
    }

    private SqliteConnection connect(String... pragmas) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, options());
            SqliteConnection session = new SqliteConnection(connection);
            session.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
            session.execute("PRAGMA journal_mode=WAL");
            for (String pragma : pragmas) {
                session.execute(pragma);
            }
            return session;
        } catch (SQLException e) {
            throw new StorageOpenException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    private void prepare(SqliteConnection writer, List<String> schema) throws SQLException {
        int found = writer.pragma("user_version");
        boolean empty =
                writer.first(row -> 1, "SELECT 1 FROM sqlite_schema LIMIT 1").isEmpty();
        if (found == 0 && empty) {
            create(writer, schema);
        } else if (writer.pragma("application_id") != APPLICATION_ID) {
            throw new StorageOpenException(file + " is not a file of Keyledger: move it away");
        } else if (found > format) {
            throw new StorageOpenException(file + " is of format " + found + ", this version knows " + format
                    + ": start the version that wrote it, or a newer one");
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
