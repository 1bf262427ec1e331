package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.PositionedEvent;

/**
 * Unique e-mail addresses as the command side takes and leaves them: a cell names the claim, the claim's first event is
 * the constraint, whoever meets a claim without one uses it.
 */
final class EmailClaimModel {

    static final String CLAIMED = "email.claimed";
    static final String RELEASED = "email.released";

    /** The rule, and how it could be broken. */
    enum ClaimPolicy {
        CAREFUL,
        /** A cell whose claim has no event yet counts as abandoned, and is replaced. */
        REPLACES_UNBORN,
        /** Removes the cell of an address, not that of the claim which was released. */
        REMOVES_BY_ADDRESS
    }

    private final SimulatedAtomicStore cells;
    private final ClaimPolicy custom;

    EmailClaimModel(SimulatedAtomicStore cells, ClaimPolicy custom) {
        this.cells = cells;
        this.custom = custom;
    }

    /** The claim to begin, or none if the address is taken. */
    Optional<String> free(Ledger ledger, String email, String proposed) {
        while (true) {
            byte[] held = cells.putIfAbsent("email/" + email, proposed.getBytes(UTF_8), Durability.DURABLE);
            String claim = new String(held, UTF_8);
            List<PositionedEvent> history = ledger.readEvents(claim, 0);
            boolean replaceable = history.size() > 1;
            if (history.isEmpty()) {
                if (claim.equals(proposed) || custom != ClaimPolicy.REPLACES_UNBORN) {
                    return Optional.of(claim);
                }
                replaceable = true;
            }
            if (!replaceable || claim.equals(proposed)) {
                return Optional.empty();
            }
            cells.compareAndSet("email/" + email, held, proposed.getBytes(UTF_8), Durability.DURABLE);
        }
    }

    /** After the release of a claim is stored. */
    void left(String email, String claim) {
        if (custom == ClaimPolicy.REMOVES_BY_ADDRESS) {
            cells.removeAnyway("email/" + email);
        } else {
            cells.remove("email/" + email, claim.getBytes(UTF_8));
        }
    }
}
