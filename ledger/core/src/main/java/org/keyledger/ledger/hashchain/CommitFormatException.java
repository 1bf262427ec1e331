package org.keyledger.ledger.hashchain;

/** Stored bytes are not a commit that this version can read: damaged, or of a newer format. */
public final class CommitFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CommitFormatException(String why) {
        super(why);
    }

    public CommitFormatException(String why, Throwable cause) {
        super(why, cause);
    }
}
