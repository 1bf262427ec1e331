package org.keyledger.ledger.encryption;

/** A subject has no key although nothing opened it here: a fault of the program, or a vault that lost keys. */
public final class UnknownSubjectException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownSubjectException(String subject) {
        super("the vault has never seen subject " + subject + ", and this is not the commit that opens it");
    }
}
