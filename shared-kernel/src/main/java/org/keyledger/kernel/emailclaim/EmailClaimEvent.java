package org.keyledger.kernel.emailclaim;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** What can happen to a claim. That a claim has one first event is what makes an address unique. */
public sealed interface EmailClaimEvent {

    EmailClaimId claim();

    /** The address is the user's from here on; the HMAC lets the cells be rebuilt. */
    record EmailClaimed(
            EmailClaimId claim,
            UserId user,
            @PersonalData(subject = "user") EmailHmac email) implements EmailClaimEvent {}

    /** The address is free again. */
    record EmailReleased(EmailClaimId claim, UserId user) implements EmailClaimEvent {}
}
