package org.keyledger.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection that prepares each statement once and keeps it. Used by one thread at a time. */
final class SqliteConnection implements AutoCloseable {

    @FunctionalInterface
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    /** Work on a connection that the caller borrows. */
    @FunctionalInterface
    interface Work<T> {

        T run(SqliteConnection connection) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SqliteConnection(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
        }
    }

    /** Returns the number of changed rows. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bind(sql, parameters).executeUpdate();
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the numeric value of a pragma; 0 if it returns no row. */
    int pragma(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    void disableAutoCommit() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /**
     * Rolls the transaction back and begins the next one. SQLite rolls back by itself after some errors; the rollback then
     * fails because no transaction is open.
     */
    void rollback() {
        closeStatements();
        try {
            connection.rollback();
        } catch (SQLException noTransaction) {
            begin(noTransaction);
        }
    }

    private void begin(SQLException rollbackFailure) {
        try {
            execute("BEGIN");
        } catch (SQLException e) {
            e.addSuppressed(rollbackFailure);
            throw new SqliteStoreException("cannot roll back a transaction", e);
        }
    }

    /** The driver cannot reuse a statement that failed. */
    private void closeStatements() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw new SqliteStoreException("cannot close a statement", e);
        } finally {
            statements.clear();
        }
    }

    @Override
    public void close() {
        closeStatements();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqliteStoreException("cannot close a connection", e);
        }
    }
}
