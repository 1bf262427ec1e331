package org.keyledger.ledger.witnessing;

import java.util.UUID;
import org.keyledger.ledger.CannotOpen;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.reopening.Epochs;

/** Holds the word of a witness against the ledger. */
final class Hearing {

    private static final String WHAT_TO_DO =
            ". Put the newest ledger back if there is one; if this is all that is left,"
                    + " ./keyledger ledger restore goes on from here in a new epoch";

    private final Ledger ledger;
    private final Epochs epochs;

    Hearing(Ledger ledger) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
    }

    /**
     * Whether it saw what is there; false if it speaks of what a restore left behind.
     *
     * @throws CannotOpen if it contradicts
     */
    boolean agrees(String name, Witness witness) {
        LedgerIdentity present = epochs.present();
        mustKnow(present.id(), name, witness);
        if (witness.epoch() > present.epoch()) {
            throw new CannotOpen("the ledger is in epoch " + present.epoch() + ", and " + name + " has seen epoch "
                    + witness.epoch() + ": this is a backup from before the last restore" + WHAT_TO_DO);
        }
        if (witness.position() >= epochs.sharedWith(witness.epoch()).value()) {
            return false;
        }
        if (witness.position() >= ledger.next().value()) {
            throw new CannotOpen("the ledger ends before position " + ledger.next() + ", and " + name
                    + " has seen position " + witness.position()
                    + ": it was set back, to a backup say, and what came after is missing" + WHAT_TO_DO);
        }
        mustHold(name, witness);
        return true;
    }

    private void mustHold(String name, Witness witness) {
        String found =
                ledger.read(new Position(witness.position()), 1).get(0).hash().toString();
        if (!found.equals(witness.hash())) {
            throw new CannotOpen("the commit at position " + witness.position() + " has hash " + found + ", and " + name
                    + " has seen " + witness.hash() + ": the ledger was altered, or set back and written to since"
                    + WHAT_TO_DO);
        }
    }

    static void mustKnow(UUID ledger, String name, Witness witness) {
        if (!witness.ledger().equals(ledger)) {
            throw new CannotOpen("this is ledger " + ledger + ", and " + name + " belongs to ledger " + witness.ledger()
                    + ": put that one back, or begin in an empty folder");
        }
    }
}
