package org.keyledger.ledger.annotation;

/** The value of an encrypted field whose key was destroyed. */
public final class Erased {

    /**
     * The JSON string that replaces an erased field when it is decrypted. Input can contain it too, so only a
     * {@link StoredCreator} may understand it.
     */
    public static final String REPLACEMENT = "\u0000erased";

    private Erased() {}
}
