package org.keyledger.ledger.hashchain;

import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;

/** What is verified of a ledger at each start: the end of its chain, the rest takes too long. */
public final class StartupChainCheck {

    private static final long CHECKED_POSITIONS = 1000;

    private StartupChainCheck() {}

    /** @throws StorageOpenException if what is there is not what was once recorded */
    public static void verify(Ledger ledger) {
        long next = ledger.nextPosition().value();
        if (next == 0) {
            return;
        }
        Position from = new Position(Math.max(0, next - CHECKED_POSITIONS));
        Chain.verify(ledger, from, new Position(next - 1)).ifPresent(bad -> {
            throw new StorageOpenException("the ledger is damaged at position " + bad
                    + ": what was recorded there is not what is there now; restore a backup");
        });
    }
}
