package org.keyledger.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Reservations;

/** The reservations in a table beside the commits: the writer of commits writes both in one transaction. */
final class SqliteReservations implements Reservations {

    static final String SCHEMA = "CREATE TABLE reservations (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID";

    /** Changes no row if the key has another value than the one to reserve or to replace. */
    private static final String RESERVE = "INSERT INTO reservations (key, value) VALUES (?1, ?2)"
            + " ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value = ?2 OR value = ?3";

    private static final String FIND = "SELECT value FROM reservations WHERE key = ?";
    private static final String KEYS =
            "SELECT key FROM reservations WHERE key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?";
    private static final String PUT = "INSERT OR REPLACE INTO reservations (key, value) VALUES (?, ?)";
    private static final String REMOVE = "DELETE FROM reservations WHERE key = ? AND value = ?";

    private final ReaderPool readers;
    private final SqliteTransactionRunner transactions;

    /** @param transactions on the connection that commits are written with, under the same lock */
    SqliteReservations(ReaderPool readers, SqliteTransactionRunner transactions) {
        this.readers = readers;
        this.transactions = transactions;
    }

    /** In the open transaction of the writer; returns whether the key has the reserved value now. */
    static boolean reserve(SqliteConnection writer, Reservation reservation) throws SQLException {
        PreparedStatement statement = writer.prepare(RESERVE);
        statement.setString(1, reservation.key());
        statement.setBytes(2, reservation.value());
        statement.setBytes(3, reservation.replaced());
        return statement.executeUpdate() == 1;
    }

    @Override
    public Optional<byte[]> find(String key) {
        return readers.query(connection -> connection.first(row -> row.getBytes(1), FIND, key));
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        String end = prefix + Character.toString(Character.MAX_CODE_POINT);
        return readers.query(connection -> connection.list(row -> row.getString(1), KEYS, after, prefix, end, limit));
    }

    /** Without a sync to disk if the key has the value already. */
    @Override
    public void put(String key, byte[] value) {
        if (find(key).filter(stored -> Arrays.equals(stored, value)).isEmpty()) {
            transactions.run(connection -> connection.update(PUT, key, value));
        }
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        return transactions.run(connection -> connection.update(REMOVE, key, expected)) == 1;
    }
}
