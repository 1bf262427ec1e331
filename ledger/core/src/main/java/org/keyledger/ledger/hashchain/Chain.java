package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** SHA-256 over the hash before and the canonical bytes, from commit to commit. */
public final class Chain {

    private static final byte[] GENESIS = "keyledger genesis 1".getBytes(US_ASCII);
    private static final int READ_BATCH_SIZE = 128;

    private Chain() {}

    /** What the first commit is chained to: made of the ledger's id and epoch. */
    public static Hash genesis(LedgerIdentity identity) {
        MessageDigest digest = sha256();
        digest.update(GENESIS);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(identity.id().getMostSignificantBits())
                .putLong(identity.id().getLeastSignificantBits())
                .putInt(identity.epoch())
                .array());
        return Hash.of(digest.digest());
    }

    static Hash link(Hash previous, byte[] canonical) {
        MessageDigest digest = sha256();
        digest.update(previous.bytes());
        return Hash.of(digest.digest(canonical));
    }

    /** Whether a commit continues the chain: at the next position, tied to the last hash, and itself unaltered. */
    public static boolean isSuccessor(Tip tip, RecordedCommit commit) {
        return commit.first().equals(tip.next())
                && commit.previousHash().equals(tip.hash())
                && !commit.maxEventTime().isBefore(tip.maxEventTime())
                && commit.hash().equals(link(tip.hash(), CommitCodec.encode(commit)));
    }

    /**
     * Verifies every commit from the one that holds {@code from} to the one that holds {@code to}, or to the end.
     *
     * @return the first position that is not what was once recorded there; empty when all is well
     */
    public static Optional<Position> verify(Ledger ledger, Position from, Position to) {
        return new ChainVerifier(ledger, to).verifyFrom(from);
    }

    /** Verifies the whole ledger. */
    public static Optional<Position> verify(Ledger ledger) {
        return verify(ledger, Position.FIRST, new Position(Long.MAX_VALUE));
    }

    static List<RecordedCommit> readPage(Ledger ledger, Position from) {
        try {
            return ledger.read(from, READ_BATCH_SIZE);
        } catch (CommitFormatException damaged) {
            return ledger.read(from, 1);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
