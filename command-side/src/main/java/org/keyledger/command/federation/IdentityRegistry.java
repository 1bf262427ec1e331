package org.keyledger.command.federation;

import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Registry of the claims to identities. An entry in the atomic store maps each identity to a claim; the claim's events
 * decide whether it is active. An entry whose claim was never committed, or was committed for another identity, is used
 * or replaced by the next claimant, so such entries need no clean-up.
 */
public final class IdentityRegistry {

    private final AtomicStore store;
    private final Repository<IdentityClaim> claims;

    IdentityRegistry(AtomicStore atomicStore, Repository<IdentityClaim> claims) {
        this.store = atomicStore;
        this.claims = claims;
    }

    /**
     * The claim of an identity.
     *
     * @param held whether an account has it; otherwise the claim can be created
     */
    record FoundClaim(IdentityClaimId id, boolean held) {}

    /**
     * The claim to this identity, stored durably.
     *
     * <p>Two callers may get the same claim that is not held: the ledger accepts only one first event for it.
     */
    FoundClaim findClaim(NewIdentity added) {
        var identity = added.identity().hmac();
        var storeKey = StoredIdentityClaim.storeKey(identity);
        var proposed = StoredIdentityClaim.bytes(added.claim());
        while (true) {
            var bytes = store.putIfAbsent(storeKey, proposed, Durability.DURABLE);
            var stored = StoredIdentityClaim.parse(bytes);
            switch (state(stored, identity)) {
                case UNUSED -> {
                    return new FoundClaim(stored, false);
                }
                case HELD -> {
                    return new FoundClaim(stored, true);
                }
                case GONE -> {}
            }
            if (stored.equals(added.claim())) {
                return new FoundClaim(stored, true); // a claim cannot be created twice, and this one was
            }
            store.compareAndSet(storeKey, bytes, proposed, Durability.DURABLE);
        }
    }

    /** Creates a claim that is not held, in the current commit. */
    void create(IdentityClaimId claim, UserId user, IdentityHmac identity) throws Exception {
        claims.newInstance(() -> new IdentityClaim(claim, user, identity));
    }

    /** Releases the identity in the current commit; does nothing if it is released. */
    void release(IdentityClaimId claim) {
        claims.load(claim.toString()).execute(IdentityClaim::release);
    }

    /** Removes the entry of a released claim, unless the identity is already mapped to another claim. */
    public void removeEntry(IdentityClaimId claim, IdentityHmac identity) {
        var storeKey = StoredIdentityClaim.storeKey(identity);
        store.get(storeKey)
                .filter(bytes -> StoredIdentityClaim.parse(bytes).equals(claim))
                .ifPresent(bytes -> store.remove(storeKey, bytes));
    }

    private State state(IdentityClaimId claim, IdentityHmac identity) {
        try {
            return claims.load(claim.toString()).invoke(loaded -> loaded.holds(identity)) ? State.HELD : State.GONE;
        } catch (AggregateNotFoundException e) {
            return State.UNUSED;
        }
    }

    private enum State {
        UNUSED,
        HELD,
        /** Released, or a claim to another identity. */
        GONE
    }
}
