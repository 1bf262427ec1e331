package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections that read, lent for one short question each. */
final class ReaderPool implements AutoCloseable {

    /** A question to the database. */
    @FunctionalInterface
    interface Query<T> {

        T run(SqliteConnection session) throws SQLException;
    }

    private static final int MAX_CONNECTIONS = 8;

    private final Database database;
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);
    private final Deque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Database database) {
        this.database = database;
    }

    /** @throws IllegalStateException when it is closed */
    <T> T query(Query<T> query) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException(database.file() + " is closed");
            }
            return queryIdle(query);
        } catch (SQLException e) {
            throw SqliteStoreException.toException("reading " + database.file() + " failed", e);
        } finally {
            permits.release();
        }
    }

    private <T> T queryIdle(Query<T> query) throws SQLException {
        SqliteConnection polled = idle.poll();
        SqliteConnection connection = polled == null ? database.reader() : polled;
        boolean answered = false;
        try {
            T answer = query.run(connection);
            answered = true;
            return answer;
        } finally {
            if (answered) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    /** Waits for those that are lent. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(MAX_CONNECTIONS);
        closed = true;
        idle.forEach(SqliteConnection::close);
        idle.clear();
        permits.release(MAX_CONNECTIONS);
    }
}
