package org.keyledger.kernel.emailclaim;

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

    /** The address can be claimed again. */
    record EmailReleased(EmailClaimId claim, UserId user) implements EmailClaimEvent {}
}
