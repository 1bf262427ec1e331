package org.keyledger.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import org.keyledger.ledger.Vault.Progress;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.masterkey.WrappedKey;

/** Rewraps the keys and secrets of older master key versions, up to 500 keys per transaction. */
final class SqliteKeyRewrapper {

    private static final int BATCH_SIZE = 500;

    /** Destroyed keys are zeros and stay zeros. */
    private static final String OUTDATED_KEYS =
            " FROM keys WHERE version < ? AND subject NOT IN (SELECT subject FROM destroyed)";

    private static final String OUTDATED_SECRETS = " FROM secrets WHERE version < ?";

    private final SqliteTransactionRunner transactions;
    private final VaultKeyWrapper wrapper;

    SqliteKeyRewrapper(SqliteTransactionRunner transactions, VaultKeyWrapper wrapper) {
        this.transactions = transactions;
        this.wrapper = wrapper;
    }

    private record WrappedRow(long rowId, String name, WrappedKey wrapped) {

        static WrappedRow read(ResultSet row) throws SQLException {
            return new WrappedRow(row.getLong(1), row.getString(2), new WrappedKey(row.getInt(3), row.getBytes(4)));
        }
    }

    /** Returns how many keys and secrets it rewrapped. */
    long rewrapAll(Progress progress) {
        long total =
                transactions.run(connection -> count(connection, OUTDATED_KEYS) + count(connection, OUTDATED_SECRETS));
        long done = 0;
        long lastRowId = 0;
        while (true) {
            long after = lastRowId;
            List<WrappedRow> keys = transactions.run(connection -> rewrapKeys(connection, after));
            if (keys.isEmpty()) {
                break;
            }
            done += keys.size();
            lastRowId = keys.get(keys.size() - 1).rowId();
            progress.update(done, total);
        }
        done += transactions.run(this::rewrapSecrets);
        progress.update(done, total);
        return done;
    }

    private long count(SqliteConnection connection, String outdated) throws SQLException {
        return connection
                .first(row -> row.getLong(1), "SELECT count(*)" + outdated, wrapper.version())
                .orElseThrow();
    }

    private List<WrappedRow> rewrapKeys(SqliteConnection connection, long afterRowId) throws SQLException {
        List<WrappedRow> batch = connection.list(
                WrappedRow::read,
                "SELECT n, subject, version, wrapped" + OUTDATED_KEYS + " AND n > ? ORDER BY n LIMIT " + BATCH_SIZE,
                wrapper.version(),
                afterRowId);
        rewrap(connection, batch, "UPDATE keys SET version = ?, wrapped = ? WHERE subject = ?", wrapper::rewrapKey);
        return batch;
    }

    /** All in one batch, since there are only a few. */
    private int rewrapSecrets(SqliteConnection connection) throws SQLException {
        List<WrappedRow> secrets = connection.list(
                WrappedRow::read, "SELECT 0, name, version, wrapped" + OUTDATED_SECRETS, wrapper.version());
        rewrap(
                connection,
                secrets,
                "UPDATE secrets SET version = ?, wrapped = ? WHERE name = ?",
                wrapper::rewrapSecret);
        return secrets.size();
    }

    private static void rewrap(
            SqliteConnection connection,
            List<WrappedRow> rows,
            String update,
            BiFunction<String, WrappedKey, WrappedKey> rewrap)
            throws SQLException {
        for (WrappedRow row : rows) {
            WrappedKey rewrapped = rewrap.apply(row.name(), row.wrapped());
            connection.update(update, rewrapped.version(), rewrapped.bytes(), row.name());
        }
    }
}
