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
        CORRECT,
        /** A cell whose claim has no event yet counts as abandoned, and is replaced. */
        REPLACES_PENDING_CLAIMS,
        /** Removes the cell of an address, not that of the claim which was released. */
        REMOVES_BY_ADDRESS
    }

    private final SimulatedAtomicStore store;
    private final ClaimPolicy policy;

    EmailClaimModel(SimulatedAtomicStore cells, ClaimPolicy custom) {
        this.store = cells;
        this.policy = custom;
    }

    /** The claim to begin, or none if the address is taken. */
    Optional<String> findAvailable(Ledger ledger, String email, String proposed) {
        while (true) {
            byte[] held = store.putIfAbsent("email/" + email, proposed.getBytes(UTF_8), Durability.DURABLE);
            String claim = new String(held, UTF_8);
            List<PositionedEvent> history = ledger.readEvents(claim, 0);
            boolean replaceable = history.size() > 1;
            if (history.isEmpty()) {
                if (claim.equals(proposed) || policy != ClaimPolicy.REPLACES_PENDING_CLAIMS) {
                    return Optional.of(claim);
                }
                replaceable = true;
            }
            if (!replaceable || claim.equals(proposed)) {
                return Optional.empty();
            }
            store.compareAndSet("email/" + email, held, proposed.getBytes(UTF_8), Durability.DURABLE);
        }
    }

    /** After the release of a claim is stored. */
    void released(String email, String claim) {
        if (policy == ClaimPolicy.REMOVES_BY_ADDRESS) {
            store.removeUnconditionally("email/" + email);
        } else {
            store.remove("email/" + email, claim.getBytes(UTF_8));
        }
    }
}
