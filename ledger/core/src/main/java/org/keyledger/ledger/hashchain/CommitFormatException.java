package org.keyledger.ledger.hashchain;

/** Stored bytes are not a commit that this version can read: they are damaged or of a newer format. */
public final class CommitFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CommitFormatException(String message) {
        super(message);
    }

    public CommitFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
