package org.keyledger.ledger;

import java.time.Instant;

/**
 * A commit at its position in the ledger.
 *
 * @param first the position of its first event; the next commit begins at {@link #next()}
 * @param commit the events and the commit id
 * @param writer the process that wrote it
 * @param maxEventTime the greatest event time in the ledger up to and including this commit
 * @param previousHash the hash of the previous commit, or the genesis hash
 * @param hash SHA-256 of {@code previousHash} and the canonical bytes of this commit
 */
public record RecordedCommit(
        Position first, Commit commit, String writer, Instant maxEventTime, Hash previousHash, Hash hash) {

    public Position last() {
        return first.plus(commit.events().size() - 1L);
    }

    public Position next() {
        return first.plus(commit.events().size());
    }
}
