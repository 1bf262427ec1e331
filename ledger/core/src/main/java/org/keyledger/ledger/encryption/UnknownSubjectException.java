package org.keyledger.ledger.encryption;

/** A subject has no key, and this commit does not create it: a program error, or a vault that lost keys. */
public final class UnknownSubjectException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownSubjectException(String subject) {
        super("the vault has no key of subject " + subject + ", and this commit does not create it");
    }
}
