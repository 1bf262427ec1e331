package org.keyledger.ledger.annotation;

/** What stands in a sealed field once its subject's key is destroyed. */
public final class Erased {

    /** The JSON string read in place of an erased field; no valid value holds a NUL, so none can be mistaken for it. */
    public static final String REPLACEMENT = "\u0000erased";

    private Erased() {}
}
