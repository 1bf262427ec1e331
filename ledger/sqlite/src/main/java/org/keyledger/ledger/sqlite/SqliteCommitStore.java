package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/** The commits in a file of their own. A batch is one transaction, synced to disk before {@link #insert} returns. */
final class SqliteCommitStore implements CommitStore {

    static final int FORMAT = 1;

    /** 32 MB, checkpointed in some 10 ms; a larger WAL makes checkpoints rarer and longer. */
    private static final int CHECKPOINT_PAGES = 8000;

    private static final int CACHE_KB = 64 * 1024;

    /** Commits a transaction; tests inject failures. */
    @FunctionalInterface
    interface CommitHook {

        CommitHook DEFAULT = SqliteConnection::commit;

        void commit(SqliteConnection connection) throws SQLException;
    }

    private final SqliteConnection writer;
    private final WalCheckpointer checkpointer;
    private final ReaderPool readers;
    private final CommitHook commitHook;
    private final LedgerIdentity identity;

    private SqliteCommitStore(
            SqliteConnection writer,
            WalCheckpointer checkpointer,
            ReaderPool readers,
            CommitHook commitHook,
            LedgerIdentity identity) {
        this.writer = writer;
        this.checkpointer = checkpointer;
        this.readers = readers;
        this.commitHook = commitHook;
        this.identity = identity;
    }

    /** @throws StorageOpenException if the file cannot be opened, is not ours or has a newer format */
    static SqliteCommitStore open(Database database, IdGenerator ids, CommitHook commitHook) {
        return open(database, ids, commitHook, CHECKPOINT_PAGES);
    }

    static SqliteCommitStore open(Database database, IdGenerator ids, CommitHook commitHook, int checkpointPages) {
        SqliteConnection writer = database.preparedWriter(Synchronous.FULL, checkpointPages, CommitSql.SCHEMA);
        try {
            LedgerIdentity identity = identity(writer, ids);
            writer.execute("PRAGMA cache_size=-" + CACHE_KB);
            writer.disableAutoCommit();
            return new SqliteCommitStore(
                    writer,
                    new WalCheckpointer(database, checkpointPages),
                    new ReaderPool(database),
                    commitHook,
                    identity);
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
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public InsertResult insert(List<ChainedCommit> commits) {
        try {
            int inserted = insertUpToDuplicate(commits);
            if (inserted == commits.size()) {
                return commit(new InsertResult.AllInserted());
            }
            writer.rollback();
            insertUpToDuplicate(commits.subList(0, inserted));
            return commit(new InsertResult.DuplicateKey(inserted));
        } catch (SQLException e) {
            return toInsertResult(e);
        }
    }

    /** Returns the number of commits inserted before the first duplicate, which may be inserted in part. */
    private int insertUpToDuplicate(List<ChainedCommit> commits) throws SQLException {
        for (int i = 0; i < commits.size(); i++) {
            try {
                CommitSql.insert(writer, commits.get(i));
            } catch (SQLException e) {
                if (SqliteStoreException.isDuplicate(e)) {
                    return i;
                }
                throw e;
            }
        }
        return commits.size();
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

    @Override
    public Optional<RecordedCommit> find(String commitId) {
        return readers.query(connection -> CommitSql.find(connection, commitId));
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents) {
        return readers.query(connection -> CommitSql.readEvents(connection, aggregateId, fromSequence, maxEvents));
    }

    @Override
    public Optional<Long> lastSequence(String aggregateId) {
        return readers.query(connection -> CommitSql.lastSequence(connection, aggregateId));
    }

    @Override
    public List<RecordedCommit> read(Position from, int maxCommits) {
        return readers.query(connection -> CommitSql.read(connection, from, maxCommits));
    }

    @Override
    public Optional<RecordedCommit> head() {
        return readers.query(CommitSql::head);
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        writer.close();
    }
}
