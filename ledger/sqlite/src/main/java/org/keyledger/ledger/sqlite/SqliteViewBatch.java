package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;
import org.keyledger.ledger.sqlite.SqliteTransactionRunner.Transaction;

/**
 * A batch is a transaction, so other batches wait until it is closed. A change of a document writes only the index rows that
 * differ.
 */
final class SqliteViewBatch extends SqliteViewReader implements Batch {

    private static final String PUT =
            "INSERT OR REPLACE INTO documents (view, id, position, body, indexed) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM documents WHERE view = ? AND id = ?";
    private static final String FIND_INDEX_KEYS = "SELECT indexed FROM documents WHERE view = ? AND id = ?";
    private static final String ADD_UNIQUE = "INSERT INTO uniques (view, name, key, id) VALUES (?, ?, ?, ?)";
    private static final String REMOVE_UNIQUE = "DELETE FROM uniques WHERE view = ? AND name = ? AND key = ?";
    private static final String ADD_ORDERED = "INSERT INTO ordered (view, name, part, sort, id) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE_ORDERED =
            "DELETE FROM ordered WHERE view = ? AND name = ? AND part = ? AND sort = ? AND id = ?";
    private static final String SAVE_CHECKPOINT =
            "INSERT OR REPLACE INTO projections (name, next, token) VALUES (?, ?, ?)";

    private final String projection;
    private final Transaction transaction;
    private final Map<String, String> resolvedAliases = new HashMap<>();

    SqliteViewBatch(String projection, Transaction transaction) {
        this.projection = projection;
        this.transaction = transaction;
    }

    @Override
    <T> T query(Work<T> query) {
        return transaction.execute(query);
    }

    /**
     * @throws IllegalStateException if another document of the view has one of the unique keys
     * @throws IllegalArgumentException if an index has an invalid name
     */
    @Override
    public void put(String alias, Document document) {
        StorePreconditions.requireIndexNames(document);
        String view = resolved(alias);
        DocumentIndexKeys after = DocumentIndexKeys.of(document);
        transaction.execute(connection -> {
            reindex(connection, view, document.id(), after);
            return connection.update(
                    PUT, view, document.id(), document.position().value(), document.body(), after.encode());
        });
    }

    @Override
    public void remove(String alias, String id) {
        String view = resolved(alias);
        transaction.execute(connection -> {
            reindex(connection, view, id, DocumentIndexKeys.NONE);
            return connection.update(REMOVE, view, id);
        });
    }

    private static void reindex(SqliteConnection connection, String view, String id, DocumentIndexKeys after)
            throws SQLException {
        DocumentIndexKeys before = connection
                .first(row -> DocumentIndexKeys.decode(row.getBytes(1)), FIND_INDEX_KEYS, view, id)
                .orElse(DocumentIndexKeys.NONE);
        for (Map.Entry<String, String> old : before.unique().entrySet()) {
            if (!old.getValue().equals(after.unique().get(old.getKey()))) {
                connection.update(REMOVE_UNIQUE, view, old.getKey(), old.getValue());
            }
        }
        for (Map.Entry<String, IndexKey> old : before.ordered().entrySet()) {
            IndexKey key = old.getValue();
            if (!key.equals(after.ordered().get(old.getKey()))) {
                connection.update(REMOVE_ORDERED, view, old.getKey(), key.partitionKey(), key.sortKey(), id);
            }
        }
        for (Map.Entry<String, String> added : after.unique().entrySet()) {
            if (!added.getValue().equals(before.unique().get(added.getKey()))) {
                addUnique(connection, view, id, added);
            }
        }
        for (Map.Entry<String, IndexKey> added : after.ordered().entrySet()) {
            IndexKey key = added.getValue();
            if (!key.equals(before.ordered().get(added.getKey()))) {
                connection.update(ADD_ORDERED, view, added.getKey(), key.partitionKey(), key.sortKey(), id);
            }
        }
    }

    private static void addUnique(SqliteConnection connection, String view, String id, Map.Entry<String, String> key)
            throws SQLException {
        try {
            connection.update(ADD_UNIQUE, view, key.getKey(), key.getValue(), id);
        } catch (SQLException e) {
            if (SqliteStoreException.isDuplicate(e)) {
                throw new IllegalStateException(
                        "another document of view " + view + " has the key of document " + id + " in unique index "
                                + key.getKey(),
                        e);
            }
            throw e;
        }
    }

    /** Cached, since no alias changes while the batch is open. */
    private String resolved(String alias) {
        return resolvedAliases.computeIfAbsent(alias, this::resolveAlias);
    }

    @Override
    public void saveCheckpoint(Checkpoint checkpoint) {
        transaction.execute(connection ->
                connection.update(SAVE_CHECKPOINT, projection, checkpoint.next().value(), checkpoint.token()));
    }

    @Override
    public void commit() {
        transaction.commit();
    }

    @Override
    public void close() {
        transaction.close();
    }
}
