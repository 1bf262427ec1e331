package org.keyledger.ledger.sqlite;

import java.sql.SQLException;

/** The moment of a commit, which tests let fail. */
@FunctionalInterface
interface Committing {

    Committing PLAIN = Session::commit;

    void commit(Session session) throws SQLException;
}
