package org.keyledger.ledger.append;

/** This process cannot go on without risking what was promised. */
final class MustHalt extends RuntimeException {

    private static final long serialVersionUID = 1;

    MustHalt(String why) {
        super(why);
    }
}
