package org.keyledger.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/**
 * The commits and their reservations in a file of their own. A batch is one transaction, synced to disk before {@link
 * #insert} returns.
 */
final class SqliteCommitStore extends SqliteCommitReader implements CommitStore {

    static final int FORMAT = 1;

    /** 32 MB, checkpointed in some 10 ms; a larger WAL makes checkpoints rarer and longer. */
    private static final int CHECKPOINT_PAGES = 8000;

    private static final int CACHE_KB = 16 * 1024;

    /** Commits a transaction; tests inject failures. */
    @FunctionalInterface
    interface CommitHook {

        CommitHook DEFAULT = SqliteConnection::commit;

        void commit(SqliteConnection connection) throws SQLException;
    }

    private static final String INSERT_COMMIT =
            "INSERT INTO commits (first, key, previous, hash, body) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_EVENT = "INSERT INTO histories (aggregate, sequence, first) VALUES (?, ?, ?)";

    private final SqliteConnection writer;
    /** Held during each transaction of the writer's connection. */
    private final ReentrantLock lock = new ReentrantLock();

    private final WalCheckpointer checkpointer;
    private final CommitHook commitHook;
    private final SqliteReservations reservations;

    private SqliteCommitStore(
            Database database,
            SqliteConnection writer,
            LedgerIdentity identity,
            CommitHook commitHook,
            FatalErrorHandler fatalErrorHandler,
            int checkpointPages) {
        super(new ReaderPool(database), identity);
        this.writer = writer;
        this.checkpointer = new WalCheckpointer(database, checkpointPages);
        this.commitHook = commitHook;
        this.reservations = new SqliteReservations(
                readers(), new SqliteTransactionRunner(database, writer, checkpointer, lock, fatalErrorHandler));
    }

    /** @throws StorageOpenException if the file cannot be opened, is not a database of Keyledger or has a newer format */
    static SqliteCommitStore open(
            Database database, IdGenerator ids, CommitHook commitHook, FatalErrorHandler fatalErrorHandler) {
        return open(database, ids, commitHook, fatalErrorHandler, CHECKPOINT_PAGES);
    }

    static SqliteCommitStore open(
            Database database,
            IdGenerator ids,
            CommitHook commitHook,
            FatalErrorHandler fatalErrorHandler,
            int checkpointPages) {
        SqliteConnection writer = database.preparedWriter(Synchronous.FULL, checkpointPages, SCHEMA);
        try {
            LedgerIdentity identity = identity(writer, ids);
            writer.execute("PRAGMA cache_size=-" + CACHE_KB);
            writer.execute("PRAGMA secure_delete=ON"); // a removed reservation is what an erased person had
            return new SqliteCommitStore(database, writer, identity, commitHook, fatalErrorHandler, checkpointPages);
        } catch (SQLException e) {
            writer.close();
            throw database.toOpenException(e);
        }
    }

    private static LedgerIdentity identity(SqliteConnection writer, IdGenerator ids) throws SQLException {
        writer.update(
                "INSERT INTO identity (id, epoch) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM identity)",
                ids.uuid().toString());
        return writer.first(
                        row -> new LedgerIdentity(UUID.fromString(row.getString(1)), row.getInt(2)),
                        "SELECT id, epoch FROM identity")
                .orElseThrow();
    }

    SqliteConnection writer() {
        return writer;
    }

    @Override
    public Reservations reservations() {
        return reservations;
    }

    @Override
    public InsertResult insert(List<Insertion> insertions) {
        lock.lock();
        try {
            InsertResult result = insertUpToConflict(insertions);
            if (!(result instanceof InsertResult.AllInserted)) {
                writer.rollback();
                insertUpToConflict(insertions.subList(0, conflictIndex(result)));
            }
            return commit(result);
        } catch (SQLException e) {
            return toInsertResult(e);
        } finally {
            lock.unlock();
        }
    }

    private static int conflictIndex(InsertResult result) {
        return result instanceof InsertResult.DuplicateKey duplicate
                ? duplicate.index()
                : ((InsertResult.Rejected) result).index();
    }

    /**
     * Inserts up to the first commit that conflicts, which may be inserted in part. Its id, position and sequences are
     * tried first: a commit that is stored already does not conflict with its own reservations.
     */
    private InsertResult insertUpToConflict(List<Insertion> insertions) throws SQLException {
        for (int i = 0; i < insertions.size(); i++) {
            try {
                insert(insertions.get(i).chained());
            } catch (SQLException e) {
                if (SqliteStoreException.isDuplicate(e)) {
                    return new InsertResult.DuplicateKey(i);
                }
                throw e;
            }
            for (Reservation reservation : insertions.get(i).reservations()) {
                if (!SqliteReservations.reserve(writer, reservation)) {
                    return new InsertResult.Rejected(i, new ReservationConflictException(reservation.key()));
                }
            }
        }
        return new InsertResult.AllInserted();
    }

    private void insert(ChainedCommit chained) throws SQLException {
        RecordedCommit commit = chained.commit();
        long first = commit.first().value();
        PreparedStatement insertCommit = writer.prepare(INSERT_COMMIT);
        insertCommit.setLong(1, first);
        insertCommit.setString(2, commit.commit().commitId());
        insertCommit.setBytes(3, commit.previousHash().bytes());
        insertCommit.setBytes(4, commit.hash().bytes());
        insertCommit.setBytes(5, chained.canonical());
        insertCommit.executeUpdate();
        PreparedStatement insertEvent = writer.prepare(INSERT_EVENT);
        for (EventRecord event : commit.commit().events()) {
            insertEvent.setString(1, event.aggregateId());
            insertEvent.setLong(2, event.sequence());
            insertEvent.setLong(3, first);
            insertEvent.executeUpdate();
        }
    }

    /**
     * A full disk means that the WAL has no end mark of this transaction, so nothing is stored. Any other failure may have
     * come after the end mark was written.
     */
    private InsertResult commit(InsertResult result) {
        try {
            commitHook.commit(writer);
        } catch (SQLException e) {
            return SqliteStoreException.isFull(e)
                    ? rolledBack(new InsertResult.StorageFull())
                    : new InsertResult.Fatal(e);
        }
        checkpointer.checkpointIfLarge();
        return result;
    }

    private InsertResult toInsertResult(SQLException e) {
        if (SqliteStoreException.isFull(e)) {
            return rolledBack(new InsertResult.StorageFull());
        }
        return SqliteStoreException.isBusy(e) ? rolledBack(new InsertResult.Unknown(e)) : new InsertResult.Fatal(e);
    }

    private InsertResult rolledBack(InsertResult result) {
        try {
            writer.rollback();
            return result;
        } catch (SqliteStoreException e) {
            return new InsertResult.Fatal(e);
        }
    }

    /** The data directory is locked while the store is open, see {@link LockFile}. */
    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public void close() {
        closeReaders();
        checkpointer.close();
        writer.close();
    }
}
