package org.keyledger.ledger.sqlite;

import java.sql.SQLException;

/** The moment of a commit, which tests let fail. */
@FunctionalInterface
interface CommitHook {

    CommitHook DEFAULT = SqliteConnection::commit;

    void commit(SqliteConnection session) throws SQLException;
}
