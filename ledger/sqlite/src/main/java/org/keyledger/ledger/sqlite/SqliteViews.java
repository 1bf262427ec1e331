package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.Database.Synchronous;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;

/** Views in a file of their own. Commits are not synced to disk: a projection repeats what a crash of the machine lost. */
final class SqliteViews extends SqliteViewReader implements Views {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_PAGES = 1000;

    private final Database database;
    private final WalCheckpointer checkpointer;
    private final SqliteTransactionRunner transactions;
    private final ReaderPool readers;

    private SqliteViews(Database database, SqliteConnection writer, FatalErrorHandler fatalErrorHandler) {
        this.database = database;
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_PAGES);
        this.transactions =
                new SqliteTransactionRunner(database, writer, checkpointer, new ReentrantLock(), fatalErrorHandler);
        this.readers = new ReaderPool(database);
    }

    static SqliteViews open(Database database, FatalErrorHandler fatalErrorHandler) {
        SqliteConnection writer = database.preparedWriter(Synchronous.NORMAL, CHECKPOINT_PAGES, SCHEMA);
        return new SqliteViews(database, writer, fatalErrorHandler);
    }

    /** The database of this file, with the remedy for a damage. */
    static Database database(Path file) {
        return new Database(file, FORMAT, "run ./keyledger rebuild while the service is stopped", true);
    }

    /** @throws StorageOpenException if a page of the file is damaged */
    void requireSound() {
        transactions.run(connection -> {
            database.requireSound(connection);
            return 0;
        });
    }

    @Override
    public Optional<String> damage() {
        return database.damage();
    }

    @Override
    public void reportDamage(String finding) {
        database.reportDamage(finding);
    }

    @Override
    <T> T query(Work<T> query) {
        return readers.query(query);
    }

    /** Waits until no other batch is open. */
    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        SqliteViewBatch batch = new SqliteViewBatch(projection, transactions.begin());
        boolean begun = false;
        try {
            StorePreconditions.requireCheckpoint(projection, batch.checkpoint(projection), from);
            begun = true;
            return batch;
        } finally {
            if (!begun) {
                batch.close();
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
    public void close() {
        readers.close();
        checkpointer.close();
        transactions.close();
    }
}
