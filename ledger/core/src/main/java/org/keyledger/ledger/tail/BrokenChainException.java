package org.keyledger.ledger.tail;

/** A commit does not follow the previous one or was altered; nothing after it may be read. */
public final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenChainException(String message) {
        super(message);
    }
}
