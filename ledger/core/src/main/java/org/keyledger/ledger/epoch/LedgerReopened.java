package org.keyledger.ledger.epoch;

import java.util.UUID;

/**
 * The ledger was restored from a backup and begins a new epoch with this event, the first one in its commit. Events that
 * were recorded after {@code parentPosition} before the restore are no longer part of the ledger.
 *
 * @param ledger the id of the ledger
 * @param epoch the epoch that begins, greater than any that a witness has seen
 * @param parentPosition of the last event before this one; -1 if there is none
 * @param parentHash hash of that event's commit in hex; the genesis hash if there is none
 */
public record LedgerReopened(UUID ledger, int epoch, long parentPosition, String parentHash) {

    /** The event type that is stored and published. */
    public static final String NAME = "ledger.reopened";
}
