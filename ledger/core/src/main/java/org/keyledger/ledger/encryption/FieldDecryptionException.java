package org.keyledger.ledger.encryption;

/** A sealed field does not open: it was altered, moved to another place, or sealed under another key. */
public final class FieldDecryptionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FieldDecryptionException(String field, Throwable cause) {
        super("the sealed field " + field + " does not open at this place", cause);
    }
}
