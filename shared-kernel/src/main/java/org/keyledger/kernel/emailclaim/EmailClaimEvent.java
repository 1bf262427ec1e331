package org.keyledger.kernel.emailclaim;

import java.time.Instant;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Events of an e-mail claim. A claim has exactly one first event; this makes an address unique. */
public sealed interface EmailClaimEvent {

    EmailClaimId claim();

    /**
     * The address now belongs to the user; the HMAC is stored so that the entries of the atomic store can be rebuilt.
     */
    record EmailClaimed(
            EmailClaimId claim,
            UserId user,
            @PersonalData(subject = "user") EmailHmac email) implements EmailClaimEvent {}

    /** The user has another address now; until this time only the user can have this one again. */
    record EmailRetained(EmailClaimId claim, UserId user, Instant until) implements EmailClaimEvent {}

    /** The user took the retained address back. */
    record EmailReclaimed(EmailClaimId claim, UserId user) implements EmailClaimEvent {}

    /** The address can be claimed again. A claim has no later event. */
    record EmailReleased(EmailClaimId claim, UserId user) implements EmailClaimEvent {}
}
