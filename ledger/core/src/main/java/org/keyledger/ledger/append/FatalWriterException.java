package org.keyledger.ledger.append;

/** This process cannot go on without risking what was promised. */
final class FatalWriterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FatalWriterException(String why) {
        super(why);
    }
}
