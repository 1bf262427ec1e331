package org.keyledger.command.emailclaim;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Registry of the claims to addresses. An entry in the atomic store maps each address to a claim; the claim's events
 * decide whether it is active. An entry whose claim was never committed, or was committed for another address, is used
 * or replaced by the next claimant, so such entries need no clean-up.
 */
public final class EmailClaimRegistry {

    private final AtomicStore store;
    private final Repository<EmailClaim> claims;
    private final Clock clock;

    /**
     * A claim to an available address.
     *
     * @param id the claim that the address gets
     * @param retained whether the claim exists and was retained for the claimant
     * @param predecessor a claim of another account whose retention is over; null if there is none
     */
    public record AvailableClaim(
            EmailClaimId id, boolean retained, @Nullable EmailClaimId predecessor) {}

    EmailClaimRegistry(AtomicStore atomicStore, Repository<EmailClaim> claims, Clock clock) {
        this.store = atomicStore;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * The claim that the user can have to this address, stored durably under the address; empty if the address is
     * taken.
     *
     * <p>Two callers may get the same claim: the ledger accepts only one first event for it, and only one next event of
     * a claim that was retained.
     */
    public Optional<AvailableClaim> findAvailableClaim(EmailHmac email, UserId user, EmailClaimId proposed) {
        var storeKey = StoredEmailClaim.storeKey(email);
        var now = clock.instant();
        while (true) {
            var bytes =
                    store.putIfAbsent(storeKey, StoredEmailClaim.of(proposed).bytes(), Durability.DURABLE);
            var stored = StoredEmailClaim.parse(bytes);
            var retained = stored.predecessor() == null ? stored.claim() : stored.predecessor();
            if (state(retained, email, now) == State.HELD) {
                return reclaimable(retained, user, now);
            }
            var successor = StoredEmailClaim.of(proposed);
            switch (state(stored.claim(), email, now)) {
                case UNUSED -> {
                    return Optional.of(new AvailableClaim(stored.claim(), false, stored.predecessor()));
                }
                case HELD -> {
                    return Optional.empty();
                }
                case RETENTION_OVER -> successor = new StoredEmailClaim(proposed, stored.claim());
                case GONE -> {}
            }
            if (stored.claim().equals(proposed)) {
                return Optional.empty(); // a claim cannot be created twice, and this one was
            }
            store.compareAndSet(storeKey, bytes, successor.bytes(), Durability.DURABLE);
        }
    }

    private Optional<AvailableClaim> reclaimable(EmailClaimId claim, UserId user, Instant now) {
        return load(claim).invoke(held -> held.isRetainedFor(user, now))
                ? Optional.of(new AvailableClaim(claim, true, null))
                : Optional.empty();
    }

    /** The user whose present address this is; empty if it is free, or is retained for a user with another address. */
    public Optional<UserId> findOwner(EmailHmac email) {
        return store.get(StoredEmailClaim.storeKey(email))
                .map(StoredEmailClaim::parse)
                .flatMap(stored -> ownerOf(stored.claim(), email)
                        .or(() -> Optional.ofNullable(stored.predecessor()).flatMap(claim -> ownerOf(claim, email))));
    }

    private Optional<UserId> ownerOf(EmailClaimId claim, EmailHmac email) {
        try {
            return load(claim).invoke(loaded -> loaded.isFor(email) ? loaded.owner() : Optional.empty());
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates the claim in the current commit, or takes the retained one back.
     *
     * @return how many events that takes
     */
    public int createClaim(AvailableClaim available, UserId user, EmailHmac email) throws Exception {
        if (available.retained()) {
            load(available.id()).execute(EmailClaim::reclaim);
            return 1;
        }
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

    /** Removes the entry of a released claim, unless the address is already mapped to another claim. */
    public void removeEntry(EmailClaimId claim, EmailHmac email) {
        var storeKey = StoredEmailClaim.storeKey(email);
        store.get(storeKey)
                .filter(bytes -> StoredEmailClaim.parse(bytes).claim().equals(claim))
                .ifPresent(bytes -> store.remove(storeKey, bytes));
    }

    private State state(EmailClaimId claim, EmailHmac email, Instant now) {
        try {
            return load(claim).invoke(loaded -> state(loaded, email, now));
        } catch (AggregateNotFoundException e) {
            return State.UNUSED;
        }
    }

    private static State state(EmailClaim claim, EmailHmac email, Instant now) {
        if (claim.isReleased() || !claim.isFor(email)) {
            return State.GONE;
        }
        return claim.isHeldAt(now) ? State.HELD : State.RETENTION_OVER;
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
