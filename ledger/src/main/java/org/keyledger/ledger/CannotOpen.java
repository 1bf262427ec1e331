package org.keyledger.ledger;

/** What is stored cannot be opened as it is; the message says why and what the operator is to do. */
public final class CannotOpen extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotOpen(String why) {
        super(why);
    }

    public CannotOpen(String why, Throwable cause) {
        super(why, cause);
    }
}
