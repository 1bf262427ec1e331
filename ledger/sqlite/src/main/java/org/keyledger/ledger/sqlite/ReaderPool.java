package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;

/** A pool of reading connections; each query borrows one. */
final class ReaderPool implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 8;

    private final Database database;
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);
    private final Deque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Database database) {
        this.database = database;
    }

    /**
     * Waits for a free connection and runs the query.
     *
     * @throws IllegalStateException if the pool is closed
     * @throws SqliteStoreException if SQLite fails
     */
    <T> T query(Work<T> query) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException(database.file() + " is closed");
            }
            return queryIdle(query);
        } catch (SQLException e) {
            throw database.toException("cannot read " + database.file(), e);
        } finally {
            permits.release();
        }
    }

    private <T> T queryIdle(Work<T> query) throws SQLException {
        SqliteConnection polled = idle.poll();
        SqliteConnection connection = polled == null ? database.reader() : polled;
        boolean succeeded = false;
        try {
            T result = query.run(connection);
            succeeded = true;
            return result;
        } finally {
            if (succeeded) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    /** Waits for running queries. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(MAX_CONNECTIONS);
        closed = true;
        idle.forEach(SqliteConnection::close);
        idle.clear();
        permits.release(MAX_CONNECTIONS);
    }
}
