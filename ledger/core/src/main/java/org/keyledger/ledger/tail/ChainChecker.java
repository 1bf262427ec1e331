package org.keyledger.ledger.tail;

import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.hashchain.Tip;

/** Checks that each commit continues the one before: no gap, no broken link, nothing in it altered. */
final class ChainChecker {

    private @Nullable Tip tip;

    /** @throws BrokenChainException unless the commit follows the last one that was accepted */
    void check(RecordedCommit commit) {
        if (tip != null && !Chain.isSuccessor(tip, commit)) {
            throw new BrokenChainException("the commit at " + commit.first()
                    + " does not continue the one that ends before " + tip.next() + " with hash " + tip.hash());
        }
    }

    void accept(RecordedCommit commit) {
        tip = Tip.after(commit);
    }
}
