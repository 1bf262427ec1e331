package org.keyledger.ledger;

/** What is stored cannot be opened as it is; the message says why and what the operator is to do. */
public final class StorageOpenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StorageOpenException(String why) {
        super(why);
    }

    public StorageOpenException(String why, Throwable cause) {
        super(why, cause);
    }
}
