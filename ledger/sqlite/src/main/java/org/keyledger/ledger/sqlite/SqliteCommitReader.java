package org.keyledger.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.CommitPage;
import org.keyledger.ledger.hashchain.CommitCodec;

/**
 * Tables and queries of the commits: a row per commit with the bytes that were hashed, and a row per event that maps
 * aggregate and sequence to its commit. Each unique constraint is the key of a table or its only index, so an insert writes
 * to three trees.
 */
abstract class SqliteCommitReader implements CommitReader {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE identity (id TEXT NOT NULL, epoch INTEGER NOT NULL)",
            "CREATE TABLE commits (first INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, previous BLOB NOT NULL,"
                    + " hash BLOB NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE histories (aggregate TEXT NOT NULL, sequence INTEGER NOT NULL, first INTEGER NOT NULL,"
                    + " PRIMARY KEY (aggregate, sequence)) WITHOUT ROWID",
            SqliteReservations.SCHEMA);

    private static final String COLUMNS = "SELECT c.first, c.previous, c.hash, c.body FROM commits c";
    private static final String FIND = COLUMNS + " WHERE c.key = ?";
    private static final String HEAD = COLUMNS + " ORDER BY c.first DESC LIMIT 1";
    private static final String READ = COLUMNS
            + " WHERE c.first >= coalesce((SELECT max(first) FROM commits WHERE first <= ?), 0)"
            + " ORDER BY c.first LIMIT ?";
    private static final String READ_EVENTS = "SELECT c.first, c.previous, c.hash, c.body, h.sequence FROM histories h"
            + " JOIN commits c ON c.first = h.first WHERE h.aggregate = ? AND h.sequence >= ?"
            + " ORDER BY h.sequence LIMIT ?";
    private static final String LAST_SEQUENCE =
            "SELECT sequence FROM histories WHERE aggregate = ? ORDER BY sequence DESC LIMIT 1";

    private final ReaderPool readers;
    private final LedgerIdentity identity;

    SqliteCommitReader(ReaderPool readers, LedgerIdentity identity) {
        this.readers = readers;
        this.identity = identity;
    }

    @Override
    public final LedgerIdentity identity() {
        return identity;
    }

    @Override
    public final Optional<RecordedCommit> find(String commitId) {
        return readers.query(connection -> connection.first(SqliteCommitReader::commit, FIND, commitId));
    }

    @Override
    public final Optional<RecordedCommit> head() {
        return readers.query(connection -> connection.first(SqliteCommitReader::commit, HEAD));
    }

    @Override
    public final Optional<Long> lastSequence(String aggregateId) {
        return readers.query(connection -> connection.first(row -> row.getLong(1), LAST_SEQUENCE, aggregateId));
    }

    @Override
    public final List<RecordedCommit> read(Position from, int maxCommits) {
        return readers.query(connection -> {
            CommitPage page = new CommitPage(from, maxCommits);
            PreparedStatement statement = connection.prepare(READ);
            statement.setLong(1, from.value());
            statement.setInt(2, maxCommits);
            try (ResultSet row = statement.executeQuery()) {
                while (!page.isFull() && row.next()) {
                    page.add(commit(row), row.getBytes(4).length);
                }
            }
            return page.commits();
        });
    }

    @Override
    public final List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents) {
        EventLocator locator = new EventLocator(aggregateId);
        return readers.query(
                connection -> connection.list(locator::locate, READ_EVENTS, aggregateId, fromSequence, maxEvents));
    }

    ReaderPool readers() {
        return readers;
    }

    void closeReaders() {
        readers.close();
    }

    /** Finds an event in its commit. Keeps the decoded commit, since the next event is often in the same one. */
    private static final class EventLocator {

        private final String aggregateId;
        private @Nullable RecordedCommit decoded;

        EventLocator(String aggregateId) {
            this.aggregateId = aggregateId;
        }

        PositionedEvent locate(ResultSet row) throws SQLException {
            RecordedCommit commit = decoded;
            if (commit == null || commit.first().value() != row.getLong(1)) {
                commit = commit(row);
                decoded = commit;
            }
            return find(commit, row.getLong(5));
        }

        private PositionedEvent find(RecordedCommit commit, long sequence) {
            Position position = commit.first();
            for (EventRecord event : commit.commit().events()) {
                if (event.sequence() == sequence && event.aggregateId().equals(aggregateId)) {
                    return new PositionedEvent(position, event, commit.commit());
                }
                position = position.next();
            }
            throw new IllegalStateException("sequence " + sequence + " of aggregate " + aggregateId
                    + " is missing from the commit at position " + commit.first());
        }
    }

    private static RecordedCommit commit(ResultSet row) throws SQLException {
        return CommitCodec.decode(row.getBytes(4), Hash.of(row.getBytes(2)), Hash.of(row.getBytes(3)));
    }
}
