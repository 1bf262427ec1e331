package org.keyledger.command.emailclaim;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.axon.CommitReservations;
import org.keyledger.ledger.axon.LedgerRepository;

/**
 * Registry of the claims to addresses. A reservation maps each address to a claim; the claim's events decide whether it
 * is active. A reservation whose claim was never committed, or was committed for another address, is used or replaced by
 * the next claimant, so such reservations need no clean-up.
 */
public final class EmailClaimRegistry {

    private final Reservations reservations;
    private final Repository<EmailClaim> claims;
    private final Clock clock;

    /**
     * A claim to an available address.
     *
     * @param id the claim that the address gets
     * @param predecessor a claim of another account whose retention is over; null if there is none
     * @param reservation appended with the first event of the claim; null if the claim exists and was retained for the
     *     claimant
     */
    public record AvailableClaim(
            EmailClaimId id,
            @Nullable EmailClaimId predecessor,
            @Nullable Reservation reservation) {

        /** Whether the claim exists and was retained for the claimant. */
        public boolean isRetained() {
            return reservation == null;
        }
    }

    EmailClaimRegistry(Reservations reservations, Repository<EmailClaim> claims, Clock clock) {
        this.reservations = reservations;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * The claim that the user can have to this address; empty if the address is taken.
     *
     * <p>Two callers may get the same address: the ledger accepts only one reservation of it, only one first event of a
     * claim, and only one next event of a claim that was retained.
     */
    public Optional<AvailableClaim> findAvailableClaim(EmailHmac email, UserId user, EmailClaimId proposed) {
        var key = StoredEmailClaim.storeKey(email);
        var found = reservations.find(key);
        if (found.isEmpty()) {
            var reservation = Reservation.of(key, StoredEmailClaim.of(proposed).bytes());
            return Optional.of(new AvailableClaim(proposed, null, reservation));
        }
        return findAvailableClaim(email, user, proposed, found.get());
    }

    private Optional<AvailableClaim> findAvailableClaim(
            EmailHmac email, UserId user, EmailClaimId proposed, byte[] reserved) {
        var now = clock.instant();
        var stored = StoredEmailClaim.parse(reserved);
        var retained = stored.predecessor() == null ? stored.claim() : stored.predecessor();
        if (state(retained, email, now) == State.HELD) {
            return reclaimable(retained, user, now);
        }
        return switch (state(stored.claim(), email, now)) {
            case UNUSED -> {
                var same = Reservation.of(StoredEmailClaim.storeKey(email), reserved);
                yield Optional.of(new AvailableClaim(stored.claim(), stored.predecessor(), same));
            }
            case HELD -> Optional.empty();
            case RETENTION_OVER -> replacing(email, reserved, proposed, new StoredEmailClaim(proposed, stored.claim()));
            case GONE -> replacing(email, reserved, proposed, StoredEmailClaim.of(proposed));
        };
    }

    private static Optional<AvailableClaim> replacing(
            EmailHmac email, byte[] reserved, EmailClaimId proposed, StoredEmailClaim successor) {
        if (StoredEmailClaim.parse(reserved).claim().equals(proposed)) {
            return Optional.empty(); // a claim cannot be created twice, and this one was
        }
        var reservation = new Reservation(StoredEmailClaim.storeKey(email), successor.bytes(), reserved);
        return Optional.of(new AvailableClaim(proposed, successor.predecessor(), reservation));
    }

    private Optional<AvailableClaim> reclaimable(EmailClaimId claim, UserId user, Instant now) {
        return load(claim).invoke(held -> held.isRetainedFor(user, now))
                ? Optional.of(new AvailableClaim(claim, null, null))
                : Optional.empty();
    }

    /** The user whose present address this is; empty if it is free, or is retained for a user with another address. */
    public Optional<UserId> findOwner(EmailHmac email) {
        return reservations
                .find(StoredEmailClaim.storeKey(email))
                .map(StoredEmailClaim::parse)
                .flatMap(stored -> ownerOf(stored.claim(), email)
                        .or(() -> Optional.ofNullable(stored.predecessor()).flatMap(claim -> ownerOf(claim, email))));
    }

    private Optional<UserId> ownerOf(EmailClaimId claim, EmailHmac email) {
        return find(claim).flatMap(found -> found.invoke(it -> it.isFor(email) ? it.owner() : Optional.empty()));
    }

    /**
     * Creates the claim in the current commit, or takes the retained one back.
     *
     * @return how many events that takes
     */
    public int createClaim(AvailableClaim available, UserId user, EmailHmac email) throws Exception {
        var reservation = available.reservation();
        if (reservation == null) {
            load(available.id()).execute(EmailClaim::reclaim);
            return 1;
        }
        CommitReservations.add(reservation);
        var predecessor = available.predecessor();
        // the release conflicts with a commit that takes the address back
        var released = predecessor != null && load(predecessor).invoke(EmailClaim::release);
        claims.newInstance(() -> new EmailClaim(available.id(), user, email));
        return released ? 2 : 1;
    }

    /** Keeps the address for its user until this time, in the current commit. */
    public void retain(EmailClaimId claim, Instant until) {
        load(claim).execute(retained -> retained.retain(until));
    }

    /** Releases the address in the current commit; does nothing if it is released. */
    public void release(EmailClaimId claim) {
        load(claim).execute(EmailClaim::release);
    }

    /** Removes the reservation of a released claim, unless the address is already mapped to another claim. */
    public void removeReservation(EmailClaimId claim, EmailHmac email) {
        var key = StoredEmailClaim.storeKey(email);
        reservations
                .find(key)
                .filter(bytes -> StoredEmailClaim.parse(bytes).claim().equals(claim))
                .ifPresent(bytes -> reservations.remove(key, bytes));
    }

    private State state(EmailClaimId claim, EmailHmac email, Instant now) {
        return find(claim)
                .map(found -> found.invoke(it -> state(it, email, now)))
                .orElse(State.UNUSED);
    }

    private static State state(EmailClaim claim, EmailHmac email, Instant now) {
        if (claim.isReleased() || !claim.isFor(email)) {
            return State.GONE;
        }
        return claim.isHeldAt(now) ? State.HELD : State.RETENTION_OVER;
    }

    private Optional<Aggregate<EmailClaim>> find(EmailClaimId claim) {
        return LedgerRepository.find(claims, claim.toString());
    }

    private Aggregate<EmailClaim> load(EmailClaimId claim) {
        return claims.load(claim.toString());
    }

    private enum State {
        UNUSED,
        HELD,
        RETENTION_OVER,
        /** Released, or a claim to another address. */
        GONE
    }
}
