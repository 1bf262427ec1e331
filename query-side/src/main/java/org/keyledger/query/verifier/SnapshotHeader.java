package org.keyledger.query.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import org.keyledger.query.verifier.SnapshotFile.Section;

/**
 * The beginning of a snapshot, in plain text and authenticated with each block: which events of which ledger it contains.
 *
 * @param ledger id and epoch
 * @param next the position after the last event that is contained for certain; later ones may be contained
 * @param hash of the commit that contains the event before {@code next}
 * @param salt of the key of this file
 * @param keys about how many there are
 * @param sessions about how many there are
 * @param principals about how many there are
 */
record SnapshotHeader(
        LedgerIdentity ledger, long next, Hash hash, byte[] salt, int keys, int sessions, int principals) {

    static final int SALT_BYTES = 32;
    /** What the meaning of the stored bytes depends on. The number changes with what the rest does not show. */
    static final byte[] LAYOUT = "keyledger verifier snapshot 1, records of %d, %d and %d bytes, %s, %s\n"
            .formatted(
                    ApiKeyRecords.RECORD_BYTES,
                    SessionRecords.RECORD_BYTES,
                    PrincipalTable.RECORD_BYTES,
                    Arrays.toString(Section.values()),
                    Arrays.toString(AuthenticationMethod.values()))
            .getBytes(StandardCharsets.US_ASCII);

    static final int BYTES =
            LAYOUT.length + 2 * Long.BYTES + Integer.BYTES + Long.BYTES + Hash.LENGTH + SALT_BYTES + 3 * Integer.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(LAYOUT)
                .putLong(ledger.id().getMostSignificantBits())
                .putLong(ledger.id().getLeastSignificantBits())
                .putInt(ledger.epoch())
                .putLong(next)
                .put(hash.bytes())
                .put(salt)
                .putInt(keys)
                .putInt(sessions)
                .putInt(principals)
                .array();
    }

    /** @throws InvalidSnapshotException if the header is incomplete or has another format */
    static SnapshotHeader decode(byte[] encoded) {
        if (encoded.length != BYTES || !Arrays.equals(LAYOUT, Arrays.copyOf(encoded, LAYOUT.length))) {
            throw new InvalidSnapshotException("it has another format");
        }
        var bytes = ByteBuffer.wrap(encoded, LAYOUT.length, BYTES - LAYOUT.length);
        var ledger = new LedgerIdentity(new UUID(bytes.getLong(), bytes.getLong()), bytes.getInt());
        var next = bytes.getLong();
        var hash = new byte[Hash.LENGTH];
        var salt = new byte[SALT_BYTES];
        bytes.get(hash).get(salt);
        return new SnapshotHeader(ledger, next, Hash.of(hash), salt, bytes.getInt(), bytes.getInt(), bytes.getInt());
    }

    /** The commit that contains the event before this position, which a snapshot up to this position is bound to. */
    static RecordedCommit commitBefore(long next, Ledger ledger) {
        var commits = ledger.read(new Position(next - 1), 1);
        if (commits.isEmpty() || next <= commits.get(0).first().value()) {
            throw new InvalidSnapshotException("it contains " + next + " events, more than the ledger");
        }
        return commits.get(0);
    }

    /** @throws InvalidSnapshotException unless the snapshot contains the first events of this ledger */
    void requireTakenFrom(Ledger present) {
        var identity = Epochs.of(present).present();
        if (!ledger.id().equals(identity.id())) {
            throw new InvalidSnapshotException("it belongs to ledger " + ledger.id());
        }
        if (ledger.epoch() != identity.epoch()) {
            throw new InvalidSnapshotException(
                    "it was written in epoch " + ledger.epoch() + ", the ledger is in epoch " + identity.epoch());
        }
        if (next < 1 || next > present.nextPosition().value()) {
            throw new InvalidSnapshotException(
                    "it contains " + next + " events, the ledger contains " + present.nextPosition());
        }
        var commit = commitBefore(next, present);
        if (!commit.hash().equals(hash) || !Chain.isUnaltered(commit)) {
            throw new InvalidSnapshotException("the ledger has another commit at position " + commit.first());
        }
    }
}
