package org.keyledger.ledger.tailing;

import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;

/** Checks that each commit continues the one before: no gap, no broken link. */
final class Links {

    private @Nullable Hash last;
    private @Nullable Position next;

    /** @throws BrokenChain unless the commit follows the last one that was accepted */
    void check(Position first, Hash previous) {
        if (next != null && !next.equals(first)) {
            throw new BrokenChain("the ledger continues at " + first + " where " + next + " is due");
        }
        if (last != null && !last.equals(previous)) {
            throw new BrokenChain("the commit at " + first + " continues " + previous + ", not " + last);
        }
    }

    void accept(Position following, Hash hash) {
        next = following;
        last = hash;
    }
}
