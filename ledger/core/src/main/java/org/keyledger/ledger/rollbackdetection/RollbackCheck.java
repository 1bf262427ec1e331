package org.keyledger.ledger.rollbackdetection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.hashchain.Chain;

/** Compares the heads that witnesses have seen with the ledger. */
final class RollbackCheck {

    /** Witnesses are written each second; in any case the events since the last write cover no more time than this. */
    private static final Duration MAX_LAG = Duration.ofMinutes(1);

    private static final String NEWEST_LEDGER_ADVICE =
            ". Put the newest ledger back if there is one; if this is all that is left,"
                    + " ./keyledger restore --accept continues from here in a new epoch";

    private final Ledger ledger;
    private final Epochs epochs;

    RollbackCheck(Ledger ledger) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
    }

    /**
     * Whether the ledger contains the head that a witness has seen; false if a restore has removed it.
     *
     * @param name the witness, for messages
     * @throws StorageOpenException if the head contradicts the ledger
     */
    boolean isConfirmedBy(String name, KnownHead head) {
        LedgerIdentity present = epochs.present();
        requireSameLedger(present.id(), name, head);
        if (head.epoch() > present.epoch()) {
            throw new StorageOpenException(
                    "the ledger is in epoch " + present.epoch() + ", and " + name + " has seen epoch " + head.epoch()
                            + ": this is a backup from before the last restore" + NEWEST_LEDGER_ADVICE);
        }
        if (head.position() >= epochs.commonPrefixWith(head.epoch()).value()) {
            return false;
        }
        if (head.position() >= ledger.nextPosition().value()) {
            throw new StorageOpenException("the ledger ends before position " + ledger.nextPosition() + ", and " + name
                    + " has seen position " + head.position()
                    + ": it was set back, for example to a backup, and later events are missing"
                    + NEWEST_LEDGER_ADVICE);
        }
        requireSameHash(name, head);
        return true;
    }

    /**
     * Requires that the data stored with a witness is as new as the ledger.
     *
     * @param head the last head that the witness has seen; empty if it has never seen one
     * @throws StorageOpenException if the ledger recorded events for longer than {@link #MAX_LAG} after that head
     */
    void requireCurrent(String name, Optional<KnownHead> head) {
        Position unseen = head.map(this::positionAfter).orElse(Position.FIRST);
        List<RecordedCommit> next = ledger.read(unseen, 1);
        Optional<RecordedCommit> last = ledger.head();
        if (next.isEmpty() || last.isEmpty()) {
            return;
        }
        Duration lag =
                Duration.between(next.get(0).maxEventTime(), last.orElseThrow().maxEventTime());
        if (lag.compareTo(MAX_LAG) > 0) {
            throw new StorageOpenException(name + " did not see what the ledger recorded from position " + unseen
                    + " on, for " + lag.toMinutes()
                    + " min: it was replaced by an older one, for example from a backup. Put the newest back if there"
                    + " is one; if this is all that is left, ./keyledger restore --accept continues with it, without the"
                    + " missing data");
        }
    }

    /**
     * Requires that the database files are the ones that a witness has seen.
     *
     * @param head a head that confirms the ledger
     * @throws StorageOpenException if a file with a known inode number has another one now
     */
    static void requireSameFiles(String name, KnownHead head, Map<String, Long> inodes) {
        List<String> replaced = inodes.keySet().stream()
                .filter(file -> head.inodes().containsKey(file))
                .filter(file -> !Objects.equals(inodes.get(file), head.inodes().get(file)))
                .sorted()
                .toList();
        if (!replaced.isEmpty()) {
            throw new StorageOpenException((replaced.size() == 1 ? "The file " : "The files ")
                    + String.join(" and ", replaced) + (replaced.size() == 1 ? " was" : " were")
                    + " moved or put back from a backup, as " + name
                    + " shows (another inode number). If you moved the newest copy here: ./keyledger moved."
                    + " If this is a backup: ./keyledger restore --accept continues from here in a new epoch, ends"
                    + " every session and suspends every API key until it is confirmed");
        }
    }

    private Position positionAfter(KnownHead head) {
        Position next = new Position(head.position() + 1);
        Position prefixEnd = epochs.commonPrefixWith(head.epoch());
        return prefixEnd.isBefore(next) ? prefixEnd : next;
    }

    private void requireSameHash(String name, KnownHead head) {
        Hash found = head.isEmpty()
                ? Chain.genesis(ledger.identity())
                : ledger.read(new Position(head.position()), 1).get(0).hash();
        if (!found.toString().equals(head.hash())) {
            throw new StorageOpenException("the commit at position " + head.position() + " has hash " + found + ", and "
                    + name + " has seen hash " + head.hash()
                    + ": the ledger was altered, or set back and written to since" + NEWEST_LEDGER_ADVICE);
        }
    }

    static void requireSameLedger(UUID ledgerId, String name, KnownHead head) {
        if (!head.ledger().equals(ledgerId)) {
            throw new StorageOpenException("this is ledger " + ledgerId + ", and " + name + " belongs to ledger "
                    + head.ledger() + ": put that one back, or begin in an empty folder");
        }
    }
}
