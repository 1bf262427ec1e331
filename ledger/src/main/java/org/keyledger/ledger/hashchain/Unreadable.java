package org.keyledger.ledger.hashchain;

/** Stored bytes are not a commit that this version can read: damaged, or of a newer format. */
public final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Unreadable(String why) {
        super(why);
    }

    public Unreadable(String why, Throwable cause) {
        super(why, cause);
    }
}
