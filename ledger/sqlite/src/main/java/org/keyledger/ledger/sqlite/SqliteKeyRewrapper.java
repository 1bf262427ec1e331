package org.keyledger.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.Vault.Progress;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.WrappedKey;

/** Wraps anew what an older version of the master key wraps, some hundred rows in a transaction. */
final class SqliteKeyRewrapper {

    private static final int BATCH_SIZE = 500;

    /** What was destroyed stays zeros. */
    private static final String KEYS =
            " FROM keys WHERE version < ? AND subject NOT IN (SELECT subject FROM destroyed)";

    private static final String SECRETS = " FROM secrets WHERE version < ?";

    private final SqliteTransactionRunner transactions;
    private final MasterKey master;

    SqliteKeyRewrapper(SqliteTransactionRunner transactions, MasterKey master) {
        this.transactions = transactions;
        this.master = master;
    }

    /** A row as it stands. */
    private record WrappedRow(long n, String name, WrappedKey wrapped) {

        static WrappedRow read(ResultSet row) throws SQLException {
            return new WrappedRow(row.getLong(1), row.getString(2), new WrappedKey(row.getInt(3), row.getBytes(4)));
        }
    }

    long rewrapAll(Progress progress) {
        long all = transactions.run(session -> count(session, KEYS) + count(session, SECRETS));
        long done = 0;
        long last = 0;
        while (true) {
            long from = last;
            List<WrappedRow> keys = transactions.run(session -> rewrapKeys(session, from));
            if (keys.isEmpty()) {
                break;
            }
            done += keys.size();
            last = keys.get(keys.size() - 1).n();
            progress.update(done, all);
        }
        done += transactions.run(this::rewrapSecrets);
        progress.update(done, all);
        return done;
    }

    private long count(SqliteConnection session, String which) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT count(*)" + which, master.version())
                .orElseThrow();
    }

    private List<WrappedRow> rewrapKeys(SqliteConnection session, long from) throws SQLException {
        List<WrappedRow> some = session.list(
                WrappedRow::read,
                "SELECT n, subject, version, wrapped" + KEYS + " AND n > ? ORDER BY n LIMIT " + BATCH_SIZE,
                master.version(),
                from);
        rewrap(session, some, "UPDATE keys SET version = ?, wrapped = ? WHERE subject = ?", SqliteVault::subjectAad);
        return some;
    }

    /** There are a handful. */
    private int rewrapSecrets(SqliteConnection session) throws SQLException {
        List<WrappedRow> some =
                session.list(WrappedRow::read, "SELECT 0, name, version, wrapped" + SECRETS, master.version());
        rewrap(session, some, "UPDATE secrets SET version = ?, wrapped = ? WHERE name = ?", SqliteVault::secretAad);
        return some.size();
    }

    private void rewrap(SqliteConnection session, List<WrappedRow> some, String update, UnaryOperator<String> nameOf)
            throws SQLException {
        for (WrappedRow old : some) {
            WrappedKey rewrapped = master.rewrap(nameOf.apply(old.name()), old.wrapped());
            session.update(update, rewrapped.version(), rewrapped.bytes(), old.name());
        }
    }
}
