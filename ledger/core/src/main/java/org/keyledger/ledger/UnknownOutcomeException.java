package org.keyledger.ledger;

/** It is not known whether the commit is stored: look up its commit id, or append the same commit again. */
public final class UnknownOutcomeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
