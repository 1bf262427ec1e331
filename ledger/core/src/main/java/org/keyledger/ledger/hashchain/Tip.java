package org.keyledger.ledger.hashchain;

import java.time.Instant;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * The end of the chain: what the next commit is chained to.
 *
 * @param next the position of the next event
 * @param maxEventTime the greatest event time so far
 * @param hash of the last commit, or of the genesis
 */
public record Tip(Position next, Instant maxEventTime, Hash hash) {

    /** The tip of an empty ledger. */
    public static Tip genesis(LedgerIdentity identity) {
        return new Tip(Position.FIRST, Instant.EPOCH, Chain.genesis(identity));
    }

    public static Tip after(RecordedCommit commit) {
        return new Tip(commit.next(), commit.maxEventTime(), commit.hash());
    }

    /**
     * Chains a commit to this tip.
     *
     * @param encodedContent {@link CommitCodec#encodeContent} of the commit
     */
    public ChainedCommit chain(Commit commit, byte[] encodedContent, String writer) {
        Instant latest = maxEventTime;
        for (EventRecord event : commit.events()) {
            latest = event.time().isAfter(latest) ? event.time() : latest;
        }
        byte[] canonical = CommitCodec.encode(next, commit, writer, latest, encodedContent);
        Hash ownHash = Chain.link(hash, canonical);
        return new ChainedCommit(new RecordedCommit(next, commit, writer, latest, hash, ownHash), canonical);
    }
}
