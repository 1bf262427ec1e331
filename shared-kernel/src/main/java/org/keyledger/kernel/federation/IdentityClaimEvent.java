package org.keyledger.kernel.federation;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Events of a claim to an identity. A claim has exactly one first event; this makes an identity unique. */
public sealed interface IdentityClaimEvent {

    IdentityClaimId claim();

    /** The identity belongs to the user; the HMAC is stored so that the entries of the atomic store can be rebuilt. */
    record IdentityClaimed(
            IdentityClaimId claim,
            UserId user,
            @PersonalData(subject = "user") IdentityHmac identity) implements IdentityClaimEvent {}

    /** The identity can be claimed again. A claim has no later event. */
    record IdentityReleased(IdentityClaimId claim, UserId user) implements IdentityClaimEvent {}
}
