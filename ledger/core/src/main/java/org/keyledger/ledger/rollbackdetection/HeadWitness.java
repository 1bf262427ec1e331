package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;

/** Somewhere outside of the ledger that knows how far it had come. */
public interface HeadWitness {

    /** What it is called in a sentence, such as "the vault". */
    String name();

    /**
     * What it saw last; nothing if it never saw this ledger.
     *
     * @throws RuntimeException if it cannot be asked
     */
    Optional<KnownHead> read();

    /** Whether its word alone lets the ledger start; what may be set back together with the ledger cannot vouch for it. */
    default boolean isAuthoritative() {
        return true;
    }

    /** Whether what is kept beside it is worth nothing once it is older than the ledger. */
    default boolean mustBeCurrent() {
        return false;
    }
}
