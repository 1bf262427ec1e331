package org.keyledger.ledger;

import java.util.UUID;

/**
 * Which ledger this is.
 *
 * @param id made once, when the ledger is
 * @param epoch from 0, raised by every restore from a backup: {@link org.keyledger.ledger.epoch.Epochs}
 */
public record LedgerIdentity(UUID id, int epoch) {

    /** The source of a position in the outside world: {@code <ledger>.<epoch>}. */
    @Override
    public String toString() {
        return id + "." + epoch;
    }
}
