package org.keyledger.ledger.encryption;

/** A field cannot be decrypted: it was altered, moved to another place, or encrypted with another key. */
public final class FieldDecryptionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FieldDecryptionException(String field, Throwable cause) {
        super("field " + field + " cannot be decrypted: it was altered, moved or encrypted with another key", cause);
    }
}
