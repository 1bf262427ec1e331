package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.PositionedEvent;

/**
 * Unique e-mail addresses as the command side claims and releases them: an entry of the atomic store names the claim, the
 * first event of the claim is the constraint, and a claim without an event is reused.
 */
final class EmailClaimModel {

    static final String CLAIMED = "email.claimed";
    static final String RELEASED = "email.released";

    /** The correct policy and incorrect ones. */
    enum ClaimPolicy {
        CORRECT,
        /** Replaces an entry whose claim has no event yet. */
        REPLACES_PENDING_CLAIMS,
        /** Removes the entry of an address even if it names another claim. */
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

    /** Called after the release of a claim is stored. */
    void released(String email, String claim) {
        if (policy == ClaimPolicy.REMOVES_BY_ADDRESS) {
            store.removeUnconditionally("email/" + email);
        } else {
            store.remove("email/" + email, claim.getBytes(UTF_8));
        }
    }
}
