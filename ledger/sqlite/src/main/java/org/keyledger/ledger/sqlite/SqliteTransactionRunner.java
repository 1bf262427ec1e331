package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;

/** Runs short transactions on one writing connection, one at a time. */
final class SqliteTransactionRunner implements AutoCloseable {

    private final Database database;
    private final Path file;
    private final SqliteConnection connection;
    private final WalCheckpointer checkpointer;
    private final ReentrantLock lock;
    private final FatalErrorHandler fatalErrorHandler;
    private boolean open;

    /** @param lock shared by all transaction runners of the file */
    SqliteTransactionRunner(
            Database database,
            SqliteConnection connection,
            WalCheckpointer checkpointer,
            ReentrantLock lock,
            FatalErrorHandler fatalErrorHandler) {
        this.database = database;
        this.file = database.file();
        this.connection = connection;
        this.checkpointer = checkpointer;
        this.lock = lock;
        this.fatalErrorHandler = fatalErrorHandler;
        try {
            connection.disableAutoCommit();
        } catch (SQLException e) {
            throw database.toException("cannot write to " + file, e);
        }
    }

    /** Runs the work and commits it; rolls back if the work throws. */
    <T> T run(Work<T> work) {
        try (Transaction transaction = begin()) {
            T result = transaction.execute(work);
            transaction.commit();
            return result;
        }
    }

    /**
     * Waits until no other transaction is open and begins one. The same thread must close it.
     *
     * @throws IllegalStateException if this thread has an open transaction
     */
    Transaction begin() {
        lock.lock();
        if (open) {
            lock.unlock();
            throw new IllegalStateException("this thread has an open transaction on " + file + ": close it first");
        }
        open = true;
        return new Transaction();
    }

    /** An open transaction. Closing it rolls back what was not committed. */
    final class Transaction implements AutoCloseable {

        private boolean committed;
        private boolean usable = true;
        private boolean closed;

        /**
         * Runs work in this transaction. A failure makes the transaction unusable: SQLite may have rolled it back, and a
         * later statement would run outside of it.
         */
        <T> T execute(Work<T> work) {
            requireUsable();
            try {
                T result = work.run(connection);
                usable = true;
                return result;
            } catch (SQLException e) {
                throw database.toException("cannot write to " + file, e);
            }
        }

        private void requireUsable() {
            if (!usable) {
                throw new IllegalStateException("this transaction on " + file + " failed or ended: begin another one");
            }
            usable = false;
        }

        /**
         * Commits. After a failure other than a full disk it is unknown what is stored, and a second fsync may report
         * success without having written, so the process ends. A damaged file of views is reported and nothing depends
         * on it.
         */
        void commit() {
            requireUsable();
            try {
                connection.commit();
                committed = true;
            } catch (SQLException e) {
                if (!SqliteStoreException.isFull(e) && !isDamageOfDerivedFile(e)) {
                    fatalErrorHandler.halt("a commit to " + file + " failed (" + e.getMessage()
                            + ") and may or may not be stored: check the disk, then start again");
                }
                throw database.toException("cannot write to " + file, e);
            }
            checkpointer.checkpointIfLarge();
        }

        private boolean isDamageOfDerivedFile(SQLException e) {
            return database.isDerived() && SqliteStoreException.isDamage(e);
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
                open = false;
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
