package org.keyledger.command.federation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.user.UserId;

/** Aggregate of one account's claim to one identity. An identity is unique because a claim has exactly one first event. */
final class IdentityClaim {

    @AggregateIdentifier
    private IdentityClaimId id;

    private UserId user;
    private IdentityHmac identity;
    private boolean released;

    /** Called by Axon, which then applies the stored events. */
    IdentityClaim() {}

    IdentityClaim(IdentityClaimId id, UserId user, IdentityHmac identity) {
        apply(new IdentityClaimed(id, user, identity));
    }

    /** Whether nobody else can have the identity. Also true if the user's key is destroyed: it may be this identity. */
    boolean holds(IdentityHmac other) {
        return !released && (identity.isErased() || identity.equals(other));
    }

    /** Does nothing if the identity is released. */
    void release() {
        if (!released) {
            apply(new IdentityReleased(id, user));
        }
    }

    @EventSourcingHandler
    void on(IdentityClaimed event) {
        id = event.claim();
        user = event.user();
        identity = event.identity();
    }

    @EventSourcingHandler
    void on(IdentityReleased event) {
        released = true;
    }
}
