package org.keyledger.ledger.rollbackdetection;

import java.time.Duration;
import java.util.List;
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

/** Holds the word of a witness against the ledger. */
final class RollbackCheck {

    /** Places are told each second; what was recorded before they were told again took no longer than this. */
    private static final Duration MAX_LAG = Duration.ofMinutes(1);

    private static final String WHAT_TO_DO =
            ". Put the newest ledger back if there is one; if this is all that is left,"
                    + " ./keyledger ledger restore goes on from here in a new epoch";

    private final Ledger ledger;
    private final Epochs epochs;

    RollbackCheck(Ledger ledger) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
    }

    /**
     * Whether it saw what is there; false if it speaks of what a restore left behind.
     *
     * @throws StorageOpenException if it contradicts
     */
    boolean isConfirmedBy(String name, KnownHead witness) {
        LedgerIdentity present = epochs.present();
        requireSameLedger(present.id(), name, witness);
        if (witness.epoch() > present.epoch()) {
            throw new StorageOpenException(
                    "the ledger is in epoch " + present.epoch() + ", and " + name + " has seen epoch " + witness.epoch()
                            + ": this is a backup from before the last restore" + WHAT_TO_DO);
        }
        if (witness.position() >= epochs.commonPrefixWith(witness.epoch()).value()) {
            return false;
        }
        if (witness.position() >= ledger.nextPosition().value()) {
            throw new StorageOpenException("the ledger ends before position " + ledger.nextPosition() + ", and " + name
                    + " has seen position " + witness.position()
                    + ": it was set back, to a backup say, and what came after is missing" + WHAT_TO_DO);
        }
        requireSameHash(name, witness);
        return true;
    }

    /**
     * What is kept in this place must be as new as the ledger.
     *
     * @param witness what it saw last, nothing if it never saw this ledger
     * @throws StorageOpenException if the ledger went on without it for longer than can be
     */
    void requireCurrent(String name, Optional<KnownHead> witness) {
        Position unseen = witness.map(this::after).orElse(Position.FIRST);
        List<RecordedCommit> next = ledger.read(unseen, 1);
        Optional<RecordedCommit> head = ledger.head();
        if (next.isEmpty() || head.isEmpty()) {
            return;
        }
        Duration without =
                Duration.between(next.get(0).maxEventTime(), head.orElseThrow().maxEventTime());
        if (without.compareTo(MAX_LAG) > 0) {
            throw new StorageOpenException(name + " did not see what the ledger recorded from position " + unseen
                    + " on, for "
                    + without.toMinutes() + " min: an older one, a backup say, was put in its place. Put the newest"
                    + " back if there is one; if this is all that is left, ./keyledger ledger restore goes on with what"
                    + " is there, and what is missing stays missing");
        }
    }

    private Position after(KnownHead witness) {
        Position next = new Position(witness.position() + 1);
        Position shared = epochs.commonPrefixWith(witness.epoch());
        return shared.isBefore(next) ? shared : next;
    }

    private void requireSameHash(String name, KnownHead witness) {
        Hash found = witness.isEmpty()
                ? Chain.genesis(ledger.identity())
                : ledger.read(new Position(witness.position()), 1).get(0).hash();
        if (!found.toString().equals(witness.hash())) {
            throw new StorageOpenException("the commit at position " + witness.position() + " has hash " + found
                    + ", and " + name
                    + " has seen " + witness.hash() + ": the ledger was altered, or set back and written to since"
                    + WHAT_TO_DO);
        }
    }

    static void requireSameLedger(UUID ledger, String name, KnownHead witness) {
        if (!witness.ledger().equals(ledger)) {
            throw new StorageOpenException("this is ledger " + ledger + ", and " + name + " belongs to ledger "
                    + witness.ledger() + ": put that one back, or begin in an empty folder");
        }
    }
}
