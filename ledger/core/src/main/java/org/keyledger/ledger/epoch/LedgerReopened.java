package org.keyledger.ledger.epoch;

import java.util.UUID;

/**
 * The ledger was restored from a backup and begins a new epoch with this event, its own and alone in its commit. Whatever
 * was recorded behind {@code parentPosition} before is no part of it any more.
 *
 * @param ledger which one
 * @param epoch the one that begins: greater than any that a witness has seen
 * @param parentPosition of the last event that it still has; -1 if it has none
 * @param parentHash of that event's commit, in hex; of the genesis if there is none
 */
public record LedgerReopened(UUID ledger, int epoch, long parentPosition, String parentHash) {

    /** What it is stored and published as. */
    public static final String NAME = "ledger.reopened";
}
