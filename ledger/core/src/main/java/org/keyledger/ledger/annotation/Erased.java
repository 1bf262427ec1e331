package org.keyledger.ledger.annotation;

/** Replacement of an encrypted field after its subject's key was destroyed. */
public final class Erased {

    /** The JSON string that is read instead of an erased field; no valid value contains NUL. */
    public static final String REPLACEMENT = "\u0000erased";

    private Erased() {}
}
