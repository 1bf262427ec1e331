package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.sqlite.SqliteTransactionRunner.Transaction;
import org.keyledger.ledger.sqlite.SqliteTransactionRunner.Work;

/** A batch is a transaction; it keeps others from writing until it is closed. */
final class SqliteViewBatch implements Batch {

    private final String projection;
    private final Transaction transaction;
    private final Map<String, String> resolvedAliases = new HashMap<>();

    SqliteViewBatch(String projection, Transaction transaction) {
        this.projection = projection;
        this.transaction = transaction;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return transaction.execute(session -> ViewQueries.find(session, view, id));
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return transaction.execute(session -> ViewQueries.findUnique(session, view, index, key));
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        return transaction.execute(session -> ViewQueries.all(session, view, index, partition));
    }

    @Override
    public void put(String view, Document document) {
        change(session -> ViewUpdates.put(session, resolved(session, view), document));
    }

    @Override
    public void remove(String view, String id) {
        change(session -> ViewUpdates.remove(session, resolved(session, view), id));
    }

    @Override
    public void saveCheckpoint(Checkpoint progress) {
        change(session -> ViewUpdates.saveCheckpoint(session, projection, progress));
    }

    /** No alias moves while the batch is open. */
    private String resolved(SqliteConnection session, String view) throws SQLException {
        String known = resolvedAliases.get(view);
        if (known == null) {
            known = ViewQueries.resolveAlias(session, view);
            resolvedAliases.put(view, known);
        }
        return known;
    }

    private void change(Change change) {
        Work<Boolean> work = session -> {
            change.apply(session);
            return true;
        };
        transaction.execute(work);
    }

    /** A change that answers nothing. */
    @FunctionalInterface
    private interface Change {

        void apply(SqliteConnection session) throws SQLException;
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
