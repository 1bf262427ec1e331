package org.keyledger.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Page;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tables and queries of the views: a row per document, per unique index key and per ordered index key. A document's row
 * includes its index keys, so a change finds the index rows that differ without reading them.
 *
 * <p>{@link SqliteViews} and {@link SqliteViewBatch} run the same queries, the first on a pool and the second in
 * its transaction.
 */
abstract class SqliteViewReader {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE documents (view TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL,"
                    + " body BLOB NOT NULL, indexed BLOB NOT NULL, PRIMARY KEY (view, id)) WITHOUT ROWID",
            "CREATE TABLE uniques (view TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,"
                    + " PRIMARY KEY (view, name, key)) WITHOUT ROWID",
            "CREATE TABLE ordered (view TEXT NOT NULL, name TEXT NOT NULL, part TEXT NOT NULL, sort TEXT NOT NULL,"
                    + " id TEXT NOT NULL, PRIMARY KEY (view, name, part, sort, id)) WITHOUT ROWID",
            "CREATE TABLE projections (name TEXT PRIMARY KEY, next INTEGER NOT NULL, token BLOB NOT NULL) WITHOUT"
                    + " ROWID",
            "CREATE TABLE aliases (alias TEXT PRIMARY KEY, view TEXT NOT NULL) WITHOUT ROWID");

    /** The view that the first parameter names, directly or by an alias. */
    private static final String VIEW = "coalesce((SELECT view FROM aliases WHERE alias = ?1), ?1)";

    private static final String COLUMNS = "SELECT d.id, d.position, d.body, d.indexed FROM ";
    private static final String FIND = COLUMNS + "documents d WHERE d.view = " + VIEW + " AND d.id = ?2";
    /** A join, because {@code IN} would first sort the ids into a temporary table. */
    private static final String FIND_ALL =
            COLUMNS + "json_each(?2) ids CROSS JOIN documents d ON d.view = " + VIEW + " AND d.id = ids.value";

    private static final String FIND_UNIQUE =
            COLUMNS + "uniques u CROSS JOIN documents d ON d.view = u.view AND d.id = u.id" + " WHERE u.view = " + VIEW
                    + " AND u.name = ?2 AND u.key = ?3";
    private static final String CEILING =
            COLUMNS + "uniques u CROSS JOIN documents d ON d.view = u.view AND d.id = u.id" + " WHERE u.view = " + VIEW
                    + " AND u.name = ?2 AND u.key >= ?3 ORDER BY u.key LIMIT 1";
    private static final String SCAN =
            COLUMNS + "documents d WHERE d.view = " + VIEW + " AND d.id > ?2 ORDER BY d.id LIMIT ?3";
    private static final String ORDERED =
            COLUMNS + "ordered o CROSS JOIN documents d ON d.view = o.view AND d.id = o.id" + " WHERE o.view = " + VIEW
                    + " AND o.name = ?2 AND o.part = ?3";
    private static final String DESCENDING = " ORDER BY o.sort DESC, o.id DESC";
    private static final String ALL = ORDERED + DESCENDING;
    private static final String PAGE = ORDERED + DESCENDING + " LIMIT ?4";
    private static final String PAGE_AFTER = ORDERED + " AND (o.sort, o.id) < (?5, ?6)" + DESCENDING + " LIMIT ?4";
    private static final String COUNT = "SELECT count(*) FROM documents WHERE view = " + VIEW;
    private static final String RESOLVE = "SELECT " + VIEW;
    private static final String CHECKPOINT = "SELECT next, token FROM projections WHERE name = ?";

    abstract <T> T query(Work<T> query);

    public final Optional<Document> find(String view, String id) {
        return first(FIND, view, id);
    }

    /** Several ids are one parameter, a JSON array, so that one prepared statement serves any number of them. */
    public final List<Document> findAll(String view, Set<String> ids) {
        if (ids.size() == 1) {
            return find(view, ids.iterator().next()).stream().toList();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(array::add);
        return list(FIND_ALL, view, array.toString());
    }

    public final Optional<Document> findUnique(String view, String index, String key) {
        return first(FIND_UNIQUE, view, index, key);
    }

    public final Optional<Document> ceiling(String view, String index, String key) {
        return first(CEILING, view, index, key);
    }

    public final List<Document> scan(String view, Optional<String> after, int limit) {
        return list(SCAN, view, after.orElse(""), limit);
    }

    public final List<Document> all(String view, String index, String partition) {
        return list(ALL, view, index, partition);
    }

    public final Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        int queryLimit = Math.addExact(limit, 1);
        List<Document> found = cursor.map(PageCursor::decode)
                .map(after -> list(PAGE_AFTER, view, index, partition, queryLimit, after.sortKey(), after.id()))
                .orElseGet(() -> list(PAGE, view, index, partition, queryLimit));
        return PageCursor.page(found, index, limit);
    }

    public final long count(String view) {
        return query(connection -> connection.first(row -> row.getLong(1), COUNT, view))
                .orElse(0L);
    }

    public final String resolveAlias(String alias) {
        return query(connection -> connection.first(row -> row.getString(1), RESOLVE, alias))
                .orElse(alias);
    }

    public final Optional<Checkpoint> checkpoint(String projection) {
        return query(connection -> connection.first(
                row -> new Checkpoint(new Position(row.getLong(1)), row.getBytes(2)), CHECKPOINT, projection));
    }

    private Optional<Document> first(String sql, Object... parameters) {
        return query(connection -> connection.first(SqliteViewReader::document, sql, parameters));
    }

    private List<Document> list(String sql, Object... parameters) {
        return query(connection -> connection.list(SqliteViewReader::document, sql, parameters));
    }

    private static Document document(ResultSet row) throws SQLException {
        DocumentIndexKeys indexed = DocumentIndexKeys.decode(row.getBytes(4));
        return new Document(
                row.getString(1), new Position(row.getLong(2)), row.getBytes(3), indexed.unique(), indexed.ordered());
    }
}
