package org.keyledger.ledger.sqlite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.Database.Synchronous;
import org.keyledger.ledger.sqlite.SqliteTransactionRunner.Transaction;

/** Read models in a file of their own, which a crash of the machine may set back: they can be made again. */
final class SqliteViews implements Views {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_AT = 1000;

    private final WalCheckpointer checkpointer;
    private final SqliteTransactionRunner transactions;
    private final ReaderPool readers;

    private SqliteViews(Database database, SqliteConnection writer, FatalErrorHandler halt) {
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_AT);
        this.transactions = new SqliteTransactionRunner(database, writer, checkpointer, new ReentrantLock(), halt);
        this.readers = new ReaderPool(database);
    }

    static SqliteViews open(Database database, FatalErrorHandler halt) {
        return new SqliteViews(
                database, database.preparedWriter(Synchronous.NORMAL, CHECKPOINT_AT, ViewQueries.SCHEMA), halt);
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return readers.query(session -> ViewQueries.find(session, view, id));
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return readers.query(session -> ViewQueries.findAll(session, view, ids));
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return readers.query(session -> ViewQueries.findUnique(session, view, index, key));
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return readers.query(session -> ViewQueries.ceiling(session, view, index, key));
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        Optional<PageCursor> after = cursor.map(PageCursor::decode);
        return readers.query(session -> ViewQueries.page(session, view, index, partition, after, limit));
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return readers.query(session -> ViewQueries.scan(session, view, after, limit));
    }

    @Override
    public long count(String view) {
        return readers.query(session -> ViewQueries.count(session, view));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return readers.query(session -> ViewQueries.checkpoint(session, projection));
    }

    /** Waits until no other batch is open. */
    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        Transaction transaction = transactions.begin();
        boolean begun = false;
        try {
            Optional<Checkpoint> reached = transaction.execute(session -> ViewQueries.checkpoint(session, projection));
            if (!same(reached, from)) {
                throw new ConcurrentProjectionException(projection);
            }
            begun = true;
            return new SqliteViewBatch(projection, transaction);
        } finally {
            if (!begun) {
                transaction.close();
            }
        }
    }

    private static boolean same(Optional<Checkpoint> one, Optional<Checkpoint> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().next().equals(other.get().next())
                && Arrays.equals(one.get().token(), other.get().token());
    }

    @Override
    public void drop(String view) {
        transactions.run(session -> {
            ViewUpdates.drop(session, view);
            return true;
        });
    }

    @Override
    public void assignAlias(String alias, String view) {
        transactions.run(session -> {
            ViewUpdates.assignAlias(session, alias, view);
            return true;
        });
    }

    @Override
    public String resolveAlias(String alias) {
        return readers.query(session -> ViewQueries.resolveAlias(session, alias));
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        transactions.close();
    }
}
