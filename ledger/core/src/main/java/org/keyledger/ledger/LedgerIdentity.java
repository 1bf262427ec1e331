package org.keyledger.ledger;

import java.util.UUID;

/**
 * Identity of a ledger.
 *
 * @param id generated when the ledger is created
 * @param epoch from 0, increased by every restore from a backup, see {@link org.keyledger.ledger.epoch.Epochs}
 */
public record LedgerIdentity(UUID id, int epoch) {

    /** {@code <id>.<epoch>}: identifies the source of a position outside the ledger. */
    @Override
    public String toString() {
        return id + "." + epoch;
    }
}
