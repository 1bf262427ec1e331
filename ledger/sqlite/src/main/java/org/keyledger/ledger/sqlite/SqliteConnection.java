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

/** A connection and its statements, each prepared once. One thread at a time. */
final class SqliteConnection implements AutoCloseable {

    /** Makes one thing of one row. */
    @FunctionalInterface
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
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

    <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet found = bind(sql, values).executeQuery()) {
            while (found.next()) {
                rows.add(reader.read(found));
            }
        }
        return rows;
    }

    <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet found = bind(sql, values).executeQuery()) {
            return found.next() ? Optional.of(reader.read(found)) : Optional.empty();
        }
    }

    int update(String sql, @Nullable Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a pragma answers. */
    int pragma(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA " + name)) {
            return answer.next() ? answer.getInt(1) : 0;
        }
    }

    void manualCommit() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Undoes what was not committed. After some errors SQLite has done so already and there is nothing left to undo. */
    void rollback() {
        forgetStatements();
        try {
            connection.rollback();
        } catch (SQLException nothingToUndo) {
            begin(nothingToUndo);
        }
    }

    private void begin(SQLException why) {
        try {
            execute("BEGIN");
        } catch (SQLException e) {
            e.addSuppressed(why);
            throw new SqliteStoreException("a transaction could not be undone", e);
        }
    }

    /** The driver gives up a statement that failed. */
    private void forgetStatements() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw new SqliteStoreException("a statement could not be closed", e);
        } finally {
            statements.clear();
        }
    }

    @Override
    public void close() {
        forgetStatements();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqliteStoreException("a connection could not be closed", e);
        }
    }
}
