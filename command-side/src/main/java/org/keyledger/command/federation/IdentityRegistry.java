package org.keyledger.command.federation;

import static java.util.Objects.requireNonNull;

import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.axon.CommitReservations;
import org.keyledger.ledger.axon.LedgerRepository;

/**
 * Registry of the claims to identities. A reservation maps each identity to a claim; the claim's events decide whether it
 * is active. A reservation whose claim was never committed, or was committed for another identity, is used or replaced by
 * the next claimant, so such reservations need no clean-up.
 */
public final class IdentityRegistry {

    private final Reservations reservations;
    private final Repository<IdentityClaim> claims;

    IdentityRegistry(Reservations reservations, Repository<IdentityClaim> claims) {
        this.reservations = reservations;
        this.claims = claims;
    }

    /**
     * The claim of an identity.
     *
     * @param reservation appended with the first event of the claim; null if an account has the claim
     */
    record FoundClaim(IdentityClaimId id, @Nullable Reservation reservation) {

        boolean isHeld() {
            return reservation == null;
        }
    }

    /**
     * The claim to this identity.
     *
     * <p>Two callers may get a claim to the same identity: the ledger accepts only one reservation of it, and only one first
     * event of a claim.
     */
    FoundClaim findClaim(NewIdentity added) {
        var key = StoredIdentityClaim.storeKey(added.identity().hmac());
        var proposed = StoredIdentityClaim.bytes(added.claim());
        var found = reservations.find(key);
        if (found.isEmpty()) {
            return new FoundClaim(added.claim(), Reservation.of(key, proposed));
        }
        var stored = StoredIdentityClaim.parse(found.get());
        return switch (state(stored, added.identity().hmac())) {
            case UNUSED -> new FoundClaim(stored, Reservation.of(key, found.get()));
            case HELD -> new FoundClaim(stored, null);
            case GONE ->
                stored.equals(added.claim())
                        ? new FoundClaim(stored, null) // a claim cannot be created twice, and this one was
                        : new FoundClaim(added.claim(), new Reservation(key, proposed, found.get()));
        };
    }

    /** Creates a claim that is not held, in the current commit. */
    void create(FoundClaim claim, UserId user, IdentityHmac identity) throws Exception {
        CommitReservations.add(requireNonNull(claim.reservation()));
        claims.newInstance(() -> new IdentityClaim(claim.id(), user, identity));
    }

    /** Releases the identity in the current commit; does nothing if it is released. */
    void release(IdentityClaimId claim) {
        claims.load(claim.toString()).execute(IdentityClaim::release);
    }

    /** Removes the reservation of a released claim, unless the identity is already mapped to another claim. */
    public void removeReservation(IdentityClaimId claim, IdentityHmac identity) {
        var key = StoredIdentityClaim.storeKey(identity);
        reservations
                .find(key)
                .filter(bytes -> StoredIdentityClaim.parse(bytes).equals(claim))
                .ifPresent(bytes -> reservations.remove(key, bytes));
    }

    private State state(IdentityClaimId claim, IdentityHmac identity) {
        return LedgerRepository.find(claims, claim.toString())
                .map(found -> found.invoke(it -> it.holds(identity)) ? State.HELD : State.GONE)
                .orElse(State.UNUSED);
    }

    private enum State {
        UNUSED,
        HELD,
        /** Released, or a claim to another identity. */
        GONE
    }
}
