package org.keyledger.ledger.hashchain;

import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;

/** Verifies the last 1000 positions of the chain at each start; verifying the whole ledger would take too long. */
public final class StartupChainCheck {

    private static final long CHECKED_POSITIONS = 1000;

    private StartupChainCheck() {}

    /** @throws StorageOpenException if a commit is missing or was altered */
    public static void verify(Ledger ledger) {
        long next = ledger.nextPosition().value();
        if (next == 0) {
            return;
        }
        Position from = new Position(Math.max(0, next - CHECKED_POSITIONS));
        Chain.verify(ledger, from, new Position(next - 1)).ifPresent(invalid -> {
            throw new StorageOpenException("the ledger is damaged at position " + invalid
                    + ": the stored commit is not the one that was recorded; restore a backup");
        });
    }
}
