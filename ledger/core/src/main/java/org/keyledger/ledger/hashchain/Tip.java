package org.keyledger.ledger.hashchain;

import java.time.Instant;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * The end of a chain, where the next commit is tied on.
 *
 * @param next the position of the next event
 * @param maxEventTime the greatest event time so far
 * @param hash of the last commit, or of the genesis
 */
public record Tip(Position next, Instant maxEventTime, Hash hash) {

    /** Before the first commit. */
    public static Tip genesis(LedgerIdentity identity) {
        return new Tip(Position.FIRST, Instant.EPOCH, Chain.genesis(identity));
    }

    public static Tip after(RecordedCommit commit) {
        return new Tip(commit.next(), commit.maxEventTime(), commit.hash());
    }

    /**
     * Ties a commit on.
     *
     * @param events {@link CommitCodec#encodeEvents} of the commit's entries
     */
    public ChainedCommit chain(Commit commit, byte[] events, String writer) {
        Instant greatest = maxEventTime;
        for (EventRecord entry : commit.events()) {
            greatest = entry.time().isAfter(greatest) ? entry.time() : greatest;
        }
        byte[] canonical = CommitCodec.encode(next, commit, writer, greatest, events);
        Hash following = Chain.link(hash, canonical);
        return new ChainedCommit(new RecordedCommit(next, commit, writer, greatest, hash, following), canonical);
    }
}
