package org.keyledger.ledger;

/** The store did not tell whether the commit stands: look its key up, or send the same commit again. */
public final class UnknownOutcomeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnknownOutcomeException(String why, Throwable cause) {
        super(why, cause);
    }
}
