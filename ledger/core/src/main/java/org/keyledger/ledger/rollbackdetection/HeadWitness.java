package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;

/** A record outside the ledger of the head that the ledger once had. */
public interface HeadWitness {

    /** The name of the witness in messages, such as "the vault". */
    String name();

    /**
     * The last head it has seen; empty if it has never seen one.
     *
     * @throws RuntimeException if it cannot be read
     */
    Optional<KnownHead> read();

    /** Whether it alone can confirm the ledger; false if it may be restored from a backup together with the ledger. */
    default boolean isAuthoritative() {
        return true;
    }

    /** Whether the data stored with it must not be older than the ledger. */
    default boolean mustBeCurrent() {
        return false;
    }
}
