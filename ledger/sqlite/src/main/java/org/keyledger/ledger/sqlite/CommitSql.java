package org.keyledger.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.CommitPage;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;

/**
 * Tables and statements of the ledger: a row per commit with the bytes that were hashed, and a row per event that maps
 * aggregate and sequence to its commit. Each unique constraint is the key of a table or its only index, so an insert writes
 * to three trees.
 */
final class CommitSql {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE identity (id TEXT NOT NULL, epoch INTEGER NOT NULL)",
            "CREATE TABLE commits (first INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, previous BLOB NOT NULL,"
                    + " hash BLOB NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE histories (aggregate TEXT NOT NULL, sequence INTEGER NOT NULL, first INTEGER NOT NULL,"
                    + " PRIMARY KEY (aggregate, sequence)) WITHOUT ROWID");

    private static final String INSERT_COMMIT =
            "INSERT INTO commits (first, key, previous, hash, body) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_EVENT = "INSERT INTO histories (aggregate, sequence, first) VALUES (?, ?, ?)";
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

    private CommitSql() {}

    static void insert(SqliteConnection connection, ChainedCommit chained) throws SQLException {
        RecordedCommit commit = chained.commit();
        long first = commit.first().value();
        PreparedStatement insertCommit = connection.prepare(INSERT_COMMIT);
        insertCommit.setLong(1, first);
        insertCommit.setString(2, commit.commit().commitId());
        insertCommit.setBytes(3, commit.previousHash().bytes());
        insertCommit.setBytes(4, commit.hash().bytes());
        insertCommit.setBytes(5, chained.canonical());
        insertCommit.executeUpdate();
        PreparedStatement insertEvent = connection.prepare(INSERT_EVENT);
        for (EventRecord event : commit.commit().events()) {
            insertEvent.setString(1, event.aggregateId());
            insertEvent.setLong(2, event.sequence());
            insertEvent.setLong(3, first);
            insertEvent.executeUpdate();
        }
    }

    static Optional<RecordedCommit> find(SqliteConnection connection, String commitId) throws SQLException {
        return connection.first(CommitSql::commit, FIND, commitId);
    }

    static Optional<RecordedCommit> head(SqliteConnection connection) throws SQLException {
        return connection.first(CommitSql::commit, HEAD);
    }

    static Optional<Long> lastSequence(SqliteConnection connection, String aggregateId) throws SQLException {
        return connection.first(row -> row.getLong(1), LAST_SEQUENCE, aggregateId);
    }

    static List<RecordedCommit> read(SqliteConnection connection, Position from, int maxCommits) throws SQLException {
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
    }

    static List<PositionedEvent> readEvents(
            SqliteConnection connection, String aggregateId, long fromSequence, int maxEvents) throws SQLException {
        EventLocator locator = new EventLocator(aggregateId);
        return connection.list(locator::locate, READ_EVENTS, aggregateId, fromSequence, maxEvents);
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
                    return new PositionedEvent(position, event);
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
