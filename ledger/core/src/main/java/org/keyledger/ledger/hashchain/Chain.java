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

/** The hash chain: the hash of a commit is SHA-256 over the previous hash and the canonical bytes of the commit. */
public final class Chain {

    private static final byte[] GENESIS = "keyledger genesis 1".getBytes(US_ASCII);
    private static final int READ_BATCH_SIZE = 128;

    private Chain() {}

    /** The previous hash of the first commit, made of the ledger's id and epoch. */
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

    /** Whether a commit is at the next position and refers to the hash of the previous one; its own hash is not computed. */
    public static boolean isLinked(Tip tip, RecordedCommit commit) {
        return commit.first().equals(tip.next())
                && commit.previousHash().equals(tip.hash())
                && !commit.maxEventTime().isBefore(tip.maxEventTime());
    }

    /** Whether a commit has the hash of its content. */
    public static boolean isUnaltered(RecordedCommit commit) {
        return commit.hash().equals(link(commit.previousHash(), CommitCodec.encode(commit)));
    }

    /** Whether a commit is unaltered and follows the tip. */
    public static boolean isSuccessor(Tip tip, RecordedCommit commit) {
        return isLinked(tip, commit) && isUnaltered(commit);
    }

    /**
     * Verifies every commit from the one that contains {@code from} to the one that contains {@code to}, or to the end.
     *
     * @return the first position whose content is not what was recorded; empty if all commits are valid
     */
    public static Optional<Position> verify(Ledger ledger, Position from, Position to) {
        return new Verifier(ledger, to).verifyFrom(from);
    }

    /** Verifies the whole ledger. */
    public static Optional<Position> verify(Ledger ledger) {
        return verify(ledger, Position.FIRST, new Position(Long.MAX_VALUE));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Verifies the chain up to the commit that contains {@code to}. */
    private record Verifier(Ledger ledger, Position to) {

        Optional<Position> verifyFrom(Position from) {
            Position first = from;
            try {
                List<RecordedCommit> found = ledger.read(from, 1);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                first = found.get(0).first();
                if (from.isBefore(first)) {
                    return Optional.of(from);
                }
                return first.equals(Position.FIRST)
                        ? verifyAfter(Tip.genesis(ledger.identity()))
                        : verifyWithPrevious(first);
            } catch (CommitFormatException damaged) {
                return Optional.of(first);
            }
        }

        private Optional<Position> verifyWithPrevious(Position first) {
            Position last = new Position(first.value() - 1);
            RecordedCommit previous = ledger.read(last, 1).get(0);
            return previous.next().equals(first) ? verifyAfter(Tip.after(previous)) : Optional.of(last);
        }

        private Optional<Position> verifyAfter(Tip start) {
            Tip tip = start;
            while (!to.isBefore(tip.next())) {
                List<RecordedCommit> page;
                try {
                    page = readPage(tip.next());
                } catch (CommitFormatException damaged) {
                    return Optional.of(tip.next());
                }
                if (page.isEmpty()) {
                    return missing(tip);
                }
                for (RecordedCommit commit : page) {
                    if (to.isBefore(tip.next())) {
                        return Optional.empty();
                    }
                    if (!isSuccessor(tip, commit)) {
                        return Optional.of(tip.next());
                    }
                    tip = Tip.after(commit);
                }
            }
            return Optional.empty();
        }

        /** Falls back to a single commit, so that a damaged commit is reported at its own position. */
        private List<RecordedCommit> readPage(Position from) {
            try {
                return ledger.read(from, READ_BATCH_SIZE);
            } catch (CommitFormatException damaged) {
                return ledger.read(from, 1);
            }
        }

        /** An empty page is the end of the ledger unless the ledger's next position is greater. */
        private Optional<Position> missing(Tip tip) {
            return tip.next().isBefore(ledger.nextPosition()) ? Optional.of(tip.next()) : Optional.empty();
        }
    }
}
