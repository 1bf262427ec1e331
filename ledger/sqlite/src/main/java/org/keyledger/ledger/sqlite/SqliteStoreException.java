package org.keyledger.ledger.sqlite;

import java.sql.SQLException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite failed unexpectedly. */
final class SqliteStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Masks the primary result code in an extended one. */
    private static final int PRIMARY_CODE_MASK = 0xff;

    SqliteStoreException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    /** A full disk becomes the exception that callers handle; nothing was written. */
    static RuntimeException toException(String message, SQLException cause) {
        return isFull(cause) ? new StorageFullException() : new SqliteStoreException(message, cause);
    }

    static boolean isFull(SQLException e) {
        return hasCode(e, SQLiteErrorCode.SQLITE_FULL);
    }

    /** True if the content of the file is not what SQLite has written. */
    static boolean isDamage(SQLException e) {
        return hasCode(e, SQLiteErrorCode.SQLITE_CORRUPT) || hasCode(e, SQLiteErrorCode.SQLITE_NOTADB);
    }

    static boolean isBusy(SQLException e) {
        return hasCode(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** True if a unique index contains the value already. */
    static boolean isDuplicate(SQLException e) {
        return hasCode(e, SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    private static boolean hasCode(SQLException e, SQLiteErrorCode primary) {
        return e instanceof SQLiteException sqlite && (sqlite.getResultCode().code & PRIMARY_CODE_MASK) == primary.code;
    }
}
