package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.Reservations.Reservation;

/**
 * Unique e-mail addresses as the command side claims and releases them: a reservation of the address names the claim, the
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

    private final Ledger ledger;
    private final SimulatedAtomicStore store;
    private final ClaimPolicy policy;

    /** @param atomicStore of the ledger's reservations */
    EmailClaimModel(Ledger ledger, SimulatedAtomicStore atomicStore, ClaimPolicy policy) {
        this.ledger = ledger;
        this.store = atomicStore;
        this.policy = policy;
    }

    static String key(String email) {
        return "email/" + email;
    }

    static String claim(Reservation reservation) {
        return new String(reservation.value(), UTF_8);
    }

    /** The reservation of the claim to begin, or none if the address is taken. */
    Optional<Reservation> findAvailable(String email, String proposed) {
        Optional<byte[]> held = ledger.reservations().find(key(email));
        if (held.isEmpty()) {
            return Optional.of(Reservation.of(key(email), proposed.getBytes(UTF_8)));
        }
        List<PositionedEvent> history = ledger.readEvents(new String(held.get(), UTF_8), 0);
        if (history.isEmpty() && policy != ClaimPolicy.REPLACES_PENDING_CLAIMS) {
            return Optional.of(Reservation.of(key(email), held.get()));
        }
        return history.size() == 1
                ? Optional.empty()
                : Optional.of(new Reservation(key(email), proposed.getBytes(UTF_8), held.get()));
    }

    /** Called after the release of a claim is stored. */
    void released(String email, String claim) {
        if (policy == ClaimPolicy.REMOVES_BY_ADDRESS) {
            store.removeUnconditionally(key(email));
        } else {
            ledger.reservations().remove(key(email), claim.getBytes(UTF_8));
        }
    }
}
