package org.keyledger.ledger;

/**
 * The store behind a port does not answer: nothing can be read, and whether a change that was asked for stands is not
 * known. It may be asked again later; the message says what an operator can do about it.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String why, Throwable cause) {
        super(why, cause);
    }
}
