package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/** The ledger's file: one transaction a batch, on disk when it answers. */
final class SqliteCommitStore implements CommitStore {

    static final int FORMAT = 1;

    /** 32 MB of log, emptied in some ten milliseconds; a larger one makes rarer but longer stops. */
    private static final int CHECKPOINT_AT = 8000;

    private static final int CACHE_KB = 64 * 1024;

    private final SqliteConnection writer;
    private final WalCheckpointer checkpointer;
    private final ReaderPool readers;
    private final CommitHook commitHook;
    private final LedgerIdentity identity;

    private SqliteCommitStore(
            SqliteConnection writer,
            WalCheckpointer log,
            ReaderPool readers,
            CommitHook committing,
            LedgerIdentity identity) {
        this.writer = writer;
        this.checkpointer = log;
        this.readers = readers;
        this.commitHook = committing;
        this.identity = identity;
    }

    static SqliteCommitStore open(Database database, CommitHook committing) {
        return open(database, committing, CHECKPOINT_AT);
    }

    static SqliteCommitStore open(Database database, CommitHook committing, int checkpointAt) {
        SqliteConnection writer = database.preparedWriter(Synchronous.FULL, checkpointAt, CommitSql.SCHEMA);
        try {
            LedgerIdentity identity = identity(writer);
            writer.execute("PRAGMA cache_size=-" + CACHE_KB);
            writer.manualCommit();
            return new SqliteCommitStore(
                    writer,
                    new WalCheckpointer(database, checkpointAt),
                    new ReaderPool(database),
                    committing,
                    identity);
        } catch (SQLException e) {
            writer.close();
            throw new StorageOpenException("cannot open " + database.file() + ": " + e.getMessage(), e);
        }
    }

    private static LedgerIdentity identity(SqliteConnection writer) throws SQLException {
        writer.update(
                "INSERT INTO identity (id, epoch) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM identity)",
                UUID.randomUUID().toString());
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
            int taken = insertUpToDuplicate(commits);
            if (taken == commits.size()) {
                return commit(new InsertResult.AllInserted());
            }
            writer.rollback();
            insertUpToDuplicate(commits.subList(0, taken));
            return commit(new InsertResult.DuplicateKey(taken));
        } catch (SQLException e) {
            return failed(e);
        }
    }

    /** Answers how many were taken; the one that was not may have left something behind. */
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

    /** A log that did not grow for want of space holds no end of this transaction; any other failure may have come after. */
    private InsertResult commit(InsertResult done) {
        try {
            commitHook.commit(writer);
        } catch (SQLException e) {
            return SqliteStoreException.isFull(e) ? undone(new InsertResult.StorageFull()) : new InsertResult.Fatal(e);
        }
        checkpointer.checkpointIfLarge();
        return done;
    }

    private InsertResult failed(SQLException e) {
        if (SqliteStoreException.isFull(e)) {
            return undone(new InsertResult.StorageFull());
        }
        return SqliteStoreException.isBusy(e) ? undone(new InsertResult.Unknown(e)) : new InsertResult.Fatal(e);
    }

    private InsertResult undone(InsertResult outcome) {
        try {
            writer.rollback();
            return outcome;
        } catch (SqliteStoreException e) {
            return new InsertResult.Fatal(e);
        }
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return readers.query(session -> CommitSql.find(session, key));
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence, int atMost) {
        return readers.query(session -> CommitSql.readEvents(session, aggregate, fromSequence, atMost));
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return readers.query(session -> CommitSql.lastSequence(session, aggregate));
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        return readers.query(session -> CommitSql.read(session, from, atMost));
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
