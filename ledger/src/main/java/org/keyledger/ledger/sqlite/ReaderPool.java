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

        T ask(SqliteConnection session) throws SQLException;
    }

    private static final int AT_MOST = 8;

    private final Database database;
    private final Semaphore permits = new Semaphore(AT_MOST);
    private final Deque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Database database) {
        this.database = database;
    }

    /** @throws IllegalStateException when it is closed */
    <T> T ask(Query<T> question) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException(database.file() + " is closed");
            }
            return lend(question);
        } catch (SQLException e) {
            throw SqliteStoreException.of("reading " + database.file() + " failed", e);
        } finally {
            permits.release();
        }
    }

    private <T> T lend(Query<T> question) throws SQLException {
        SqliteConnection polled = idle.poll();
        SqliteConnection session = polled == null ? database.reader() : polled;
        boolean answered = false;
        try {
            T answer = question.ask(session);
            answered = true;
            return answer;
        } finally {
            if (answered) {
                idle.push(session);
            } else {
                session.close();
            }
        }
    }

    /** Waits for those that are lent. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(AT_MOST);
        closed = true;
        idle.forEach(SqliteConnection::close);
        idle.clear();
        permits.release(AT_MOST);
    }
}
