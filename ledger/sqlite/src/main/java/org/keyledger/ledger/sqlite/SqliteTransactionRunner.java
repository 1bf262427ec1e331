package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.append.FatalErrorHandler;

/** Short transactions on one writing connection, one at a time. */
final class SqliteTransactionRunner implements AutoCloseable {

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {

        T run(SqliteConnection session) throws SQLException;
    }

    private final Path file;
    private final SqliteConnection connection;
    private final WalCheckpointer checkpointer;
    private final ReentrantLock lock;
    private final FatalErrorHandler halt;
    private boolean busy;

    /** @param lock shared by all who write to the file */
    SqliteTransactionRunner(
            Database database,
            SqliteConnection session,
            WalCheckpointer log,
            ReentrantLock lock,
            FatalErrorHandler halt) {
        this.file = database.file();
        this.connection = session;
        this.checkpointer = log;
        this.lock = lock;
        this.halt = halt;
        try {
            session.manualCommit();
        } catch (SQLException e) {
            throw SqliteStoreException.toException("cannot write to " + file, e);
        }
    }

    /** Does the work and commits it; undoes it if it throws. */
    <T> T run(Work<T> work) {
        try (Transaction transaction = begin()) {
            T done = transaction.execute(work);
            transaction.commit();
            return done;
        }
    }

    /**
     * Begins a transaction, when no other is open; the thread that opens it closes it.
     *
     * @throws IllegalStateException if this thread has one open already
     */
    Transaction begin() {
        lock.lock();
        if (busy) {
            lock.unlock();
            throw new IllegalStateException("a transaction on " + file + " is open already in this thread");
        }
        busy = true;
        return new Transaction();
    }

    /** A transaction under way. Closing it undoes what was not committed. */
    final class Transaction implements AutoCloseable {

        private boolean committed;
        private boolean usable = true;
        private boolean closed;

        /** What fails once spoils the transaction: SQLite may have undone it, and what came after would stand alone. */
        <T> T execute(Work<T> work) {
            requireUsable();
            try {
                T done = work.run(connection);
                usable = true;
                return done;
            } catch (SQLException e) {
                throw SqliteStoreException.toException("writing to " + file + " failed", e);
            }
        }

        private void requireUsable() {
            if (!usable) {
                throw new IllegalStateException("this transaction on " + file + " has failed or ended: begin another");
            }
            usable = false;
        }

        /** After a failed commit nobody knows what is stored, and the system may pretend that a second try went well. */
        void commit() {
            requireUsable();
            try {
                connection.commit();
                committed = true;
            } catch (SQLException e) {
                if (!SqliteStoreException.isFull(e)) {
                    halt.halt("a commit to " + file + " failed (" + e.getMessage()
                            + ") and may or may not be stored: check the disk and start again");
                }
                throw SqliteStoreException.toException("writing to " + file + " failed", e);
            }
            checkpointer.checkpointIfLarge();
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            usable = false;
            try {
                if (!committed) {
                    connection.rollback();
                }
            } finally {
                busy = false;
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
