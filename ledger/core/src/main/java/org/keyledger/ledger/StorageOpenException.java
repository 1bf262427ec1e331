package org.keyledger.ledger;

/** Stored data cannot be opened; the message names the cause and what the operator can do. */
public final class StorageOpenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StorageOpenException(String message) {
        super(message);
    }

    public StorageOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
