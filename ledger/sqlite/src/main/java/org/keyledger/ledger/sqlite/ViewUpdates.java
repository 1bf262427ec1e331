package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

/** Changes of documents, and of no more index rows than differ. */
final class ViewUpdates {

    private static final String PUT =
            "INSERT OR REPLACE INTO documents (view, id, position, body, indexed) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM documents WHERE view = ? AND id = ?";
    private static final String ADD_UNIQUE = "INSERT INTO uniques (view, name, key, id) VALUES (?, ?, ?, ?)";
    private static final String REMOVE_UNIQUE = "DELETE FROM uniques WHERE view = ? AND name = ? AND key = ?";
    private static final String ADD_ORDERED = "INSERT INTO ordered (view, name, part, sort, id) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE_ORDERED =
            "DELETE FROM ordered WHERE view = ? AND name = ? AND part = ? AND sort = ? AND id = ?";
    private static final String SAVE_CHECKPOINT =
            "INSERT OR REPLACE INTO projections (name, next, token) VALUES (?, ?, ?)";
    private static final String ASSIGN_ALIAS = "INSERT OR REPLACE INTO aliases (alias, view) VALUES (?, ?)";

    private ViewUpdates() {}

    /** @throws IllegalStateException if another document of the view has one of its unique keys */
    static void put(SqliteConnection session, String view, Document document) throws SQLException {
        DocumentIndexKeys before = findIndexKeys(session, view, document.id());
        DocumentIndexKeys after = DocumentIndexKeys.of(document);
        reindex(session, view, document.id(), before, after);
        session.update(PUT, view, document.id(), document.position().value(), document.body(), after.encode());
    }

    static void remove(SqliteConnection session, String view, String id) throws SQLException {
        reindex(session, view, id, findIndexKeys(session, view, id), DocumentIndexKeys.NONE);
        session.update(REMOVE, view, id);
    }

    private static DocumentIndexKeys findIndexKeys(SqliteConnection session, String view, String id)
            throws SQLException {
        return session.first(
                        row -> DocumentIndexKeys.decode(row.getBytes(1)),
                        "SELECT indexed FROM documents WHERE view = ? AND id = ?",
                        view,
                        id)
                .orElse(DocumentIndexKeys.NONE);
    }

    private static void reindex(
            SqliteConnection session, String view, String id, DocumentIndexKeys before, DocumentIndexKeys after)
            throws SQLException {
        for (Map.Entry<String, String> key : before.unique().entrySet()) {
            if (!key.getValue().equals(after.unique().get(key.getKey()))) {
                session.update(REMOVE_UNIQUE, view, key.getKey(), key.getValue());
            }
        }
        for (Map.Entry<String, IndexKey> ordered : before.ordered().entrySet()) {
            if (!ordered.getValue().equals(after.ordered().get(ordered.getKey()))) {
                IndexKey old = ordered.getValue();
                session.update(REMOVE_ORDERED, view, ordered.getKey(), old.partitionKey(), old.sortKey(), id);
            }
        }
        index(session, view, id, before, after);
    }

    private static void index(
            SqliteConnection session, String view, String id, DocumentIndexKeys before, DocumentIndexKeys after)
            throws SQLException {
        for (Map.Entry<String, String> key : after.unique().entrySet()) {
            if (!Objects.equals(key.getValue(), before.unique().get(key.getKey()))) {
                addUnique(session, view, id, key);
            }
        }
        for (Map.Entry<String, IndexKey> key : after.ordered().entrySet()) {
            if (!Objects.equals(key.getValue(), before.ordered().get(key.getKey()))) {
                IndexKey added = key.getValue();
                session.update(ADD_ORDERED, view, key.getKey(), added.partitionKey(), added.sortKey(), id);
            }
        }
    }

    private static void addUnique(SqliteConnection session, String view, String id, Map.Entry<String, String> key)
            throws SQLException {
        try {
            session.update(ADD_UNIQUE, view, key.getKey(), key.getValue(), id);
        } catch (SQLException e) {
            if (SqliteStoreException.isDuplicate(e)) {
                throw new IllegalStateException(
                        "another document of " + view + " has the key of " + id + " in " + key.getKey(), e);
            }
            throw e;
        }
    }

    static void saveCheckpoint(SqliteConnection session, String projection, Checkpoint progress) throws SQLException {
        session.update(SAVE_CHECKPOINT, projection, progress.next().value(), progress.token());
    }

    static void assignAlias(SqliteConnection session, String alias, String view) throws SQLException {
        session.update(ASSIGN_ALIAS, alias, view);
    }

    static void drop(SqliteConnection session, String view) throws SQLException {
        session.update("DELETE FROM uniques WHERE view = ?", view);
        session.update("DELETE FROM ordered WHERE view = ?", view);
        session.update("DELETE FROM documents WHERE view = ?", view);
    }
}
