package org.keyledger.ledger.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.Database.Synchronous;
import org.keyledger.ledger.sqlite.SqliteTransactionRunner.Transaction;

/** Views in a file of their own. Commits are not synced to disk: a projection repeats what a crash of the machine lost. */
final class SqliteViews implements Views {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_PAGES = 1000;

    private final WalCheckpointer checkpointer;
    private final SqliteTransactionRunner transactions;
    private final ReaderPool readers;

    private SqliteViews(Database database, SqliteConnection writer, FatalErrorHandler fatalErrorHandler) {
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_PAGES);
        this.transactions =
                new SqliteTransactionRunner(database, writer, checkpointer, new ReentrantLock(), fatalErrorHandler);
        this.readers = new ReaderPool(database);
    }

    static SqliteViews open(Database database, FatalErrorHandler fatalErrorHandler) {
        SqliteConnection writer = database.preparedWriter(Synchronous.NORMAL, CHECKPOINT_PAGES, ViewQueries.SCHEMA);
        return new SqliteViews(database, writer, fatalErrorHandler);
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return readers.query(connection -> ViewQueries.find(connection, view, id));
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return readers.query(connection -> ViewQueries.findAll(connection, view, ids));
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return readers.query(connection -> ViewQueries.findUnique(connection, view, index, key));
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return readers.query(connection -> ViewQueries.ceiling(connection, view, index, key));
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        Optional<PageCursor> after = cursor.map(PageCursor::decode);
        return readers.query(connection -> ViewQueries.page(connection, view, index, partition, after, limit));
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return readers.query(connection -> ViewQueries.scan(connection, view, after, limit));
    }

    @Override
    public long count(String view) {
        return readers.query(connection -> ViewQueries.count(connection, view));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return readers.query(connection -> ViewQueries.checkpoint(connection, projection));
    }

    /** Waits until no other batch is open. */
    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        Transaction transaction = transactions.begin();
        boolean begun = false;
        try {
            StorePreconditions.requireCheckpoint(
                    projection,
                    transaction.execute(connection -> ViewQueries.checkpoint(connection, projection)),
                    from);
            begun = true;
            return new SqliteViewBatch(projection, transaction);
        } finally {
            if (!begun) {
                transaction.close();
            }
        }
    }

    @Override
    public void drop(String view) {
        transactions.run(connection -> connection.update("DELETE FROM uniques WHERE view = ?", view)
                + connection.update("DELETE FROM ordered WHERE view = ?", view)
                + connection.update("DELETE FROM documents WHERE view = ?", view));
    }

    @Override
    public void assignAlias(String alias, String view) {
        transactions.run(connection ->
                connection.update("INSERT OR REPLACE INTO aliases (alias, view) VALUES (?, ?)", alias, view));
    }

    @Override
    public String resolveAlias(String alias) {
        return readers.query(connection -> ViewQueries.resolveAlias(connection, alias));
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        transactions.close();
    }
}
