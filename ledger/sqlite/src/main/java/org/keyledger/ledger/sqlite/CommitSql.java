package org.keyledger.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;

/**
 * The tables of the ledger: one row a commit, with the very bytes that were hashed, and one a place in an aggregate's
 * history. What must be unique is the key of a table or of its only index, so that an insert touches three trees.
 */
final class CommitSql {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE identity (id TEXT NOT NULL, epoch INTEGER NOT NULL)",
            "CREATE TABLE commits (first INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, previous BLOB NOT NULL,"
                    + " hash BLOB NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE histories (aggregate TEXT NOT NULL, sequence INTEGER NOT NULL, first INTEGER NOT NULL,"
                    + " PRIMARY KEY (aggregate, sequence)) WITHOUT ROWID");

    private static final String INSERT =
            "INSERT INTO commits (first, key, previous, hash, body) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_HISTORY = "INSERT INTO histories (aggregate, sequence, first) VALUES (?, ?, ?)";
    private static final String COLUMNS = "SELECT c.first, c.previous, c.hash, c.body FROM commits c";
    private static final String FIND = COLUMNS + " WHERE c.key = ?";
    private static final String HEAD = COLUMNS + " ORDER BY c.first DESC LIMIT 1";
    private static final String READ = COLUMNS
            + " WHERE c.first >= coalesce((SELECT max(first) FROM commits WHERE first <= ?), 0)"
            + " ORDER BY c.first LIMIT ?";
    private static final String HISTORY = "SELECT c.first, c.previous, c.hash, c.body, h.sequence FROM histories h"
            + " JOIN commits c ON c.first = h.first WHERE h.aggregate = ? AND h.sequence >= ?"
            + " ORDER BY h.sequence LIMIT ?";
    private static final String LAST =
            "SELECT sequence FROM histories WHERE aggregate = ? ORDER BY sequence DESC LIMIT 1";

    /** What one answer holds before it is cut: a reader must not stand in the way of a checkpoint for long. */
    private static final long MAX_PAGE_BYTES = 16_000_000;

    private CommitSql() {}

    static void insert(SqliteConnection session, ChainedCommit chained) throws SQLException {
        RecordedCommit commit = chained.commit();
        long first = commit.first().value();
        PreparedStatement row = session.prepare(INSERT);
        row.setLong(1, first);
        row.setString(2, commit.commit().commitId());
        row.setBytes(3, commit.previousHash().bytes());
        row.setBytes(4, commit.hash().bytes());
        row.setBytes(5, chained.canonical());
        row.executeUpdate();
        PreparedStatement history = session.prepare(INSERT_HISTORY);
        for (EventRecord entry : commit.commit().events()) {
            history.setString(1, entry.aggregateId());
            history.setLong(2, entry.sequence());
            history.setLong(3, first);
            history.executeUpdate();
        }
    }

    static Optional<RecordedCommit> find(SqliteConnection session, String key) throws SQLException {
        return session.first(CommitSql::commit, FIND, key);
    }

    static Optional<RecordedCommit> head(SqliteConnection session) throws SQLException {
        return session.first(CommitSql::commit, HEAD);
    }

    static Optional<Long> lastSequence(SqliteConnection session, String aggregate) throws SQLException {
        return session.first(row -> row.getLong(1), LAST, aggregate);
    }

    static List<RecordedCommit> read(SqliteConnection session, Position from, int atMost) throws SQLException {
        List<RecordedCommit> commits = new ArrayList<>();
        long bytes = 0;
        PreparedStatement statement = session.prepare(READ);
        statement.setLong(1, from.value());
        statement.setInt(2, atMost);
        try (ResultSet row = statement.executeQuery()) {
            while (bytes < MAX_PAGE_BYTES && row.next()) {
                RecordedCommit commit = commit(row);
                bytes += row.getBytes(4).length;
                if (from.isBefore(commit.next())) {
                    commits.add(commit);
                }
            }
        }
        return commits;
    }

    static List<PositionedEvent> readEvents(SqliteConnection session, String aggregate, long from, int atMost)
            throws SQLException {
        EventLocator locator = new EventLocator(aggregate);
        return session.list(locator::locate, HISTORY, aggregate, from, atMost);
    }

    /** Finds an event in its commit, which often holds the next one too. */
    private static final class EventLocator {

        private final String aggregateId;
        private @Nullable RecordedCommit last;

        EventLocator(String aggregate) {
            this.aggregateId = aggregate;
        }

        PositionedEvent locate(ResultSet row) throws SQLException {
            RecordedCommit commit = last;
            if (commit == null || commit.first().value() != row.getLong(1)) {
                commit = commit(row);
                last = commit;
            }
            return find(commit, row.getLong(5));
        }

        private PositionedEvent find(RecordedCommit commit, long sequence) {
            Position position = commit.first();
            for (EventRecord entry : commit.commit().events()) {
                if (entry.sequence() == sequence && entry.aggregateId().equals(aggregateId)) {
                    return new PositionedEvent(position, entry);
                }
                position = position.next();
            }
            throw new IllegalStateException(
                    "sequence " + sequence + " of " + aggregateId + " is not in the commit at " + commit.first());
        }
    }

    private static RecordedCommit commit(ResultSet row) throws SQLException {
        return CommitCodec.decode(row.getBytes(4), Hash.of(row.getBytes(2)), Hash.of(row.getBytes(3)));
    }
}
