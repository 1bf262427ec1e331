package org.keyledger.ledger.tail;

/** Two commits that should follow each other do not: something is missing or was altered. Nothing may be read on. */
public final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenChainException(String why) {
        super(why);
    }
}
