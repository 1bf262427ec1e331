package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite refused something that it should not have. */
final class SqliteStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int PRIMARY = 0xff;

    SqliteStoreException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    /** No space left is a refusal that callers know; nothing was written. */
    static RuntimeException toException(String what, SQLException cause) {
        return isFull(cause) ? new StorageFullException() : new SqliteStoreException(what, cause);
    }

    static boolean isFull(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_FULL);
    }

    static boolean isBusy(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** A unique index holds the value already. */
    static boolean isDuplicate(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    private static boolean is(SQLException e, SQLiteErrorCode primary) {
        return e instanceof SQLiteException sqlite && (sqlite.getResultCode().code & PRIMARY) == primary.code;
    }
}
