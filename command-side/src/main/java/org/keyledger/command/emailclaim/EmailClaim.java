package org.keyledger.command.emailclaim;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;

/**
 * Aggregate of one account's claim to one address. An address is unique because a claim has exactly one first event.
 */
final class EmailClaim {

    @AggregateIdentifier
    private EmailClaimId id;

    private UserId user;
    private boolean released;

    /** Called by Axon, which then applies the stored events. */
    EmailClaim() {}

    EmailClaim(EmailClaimId id, UserId user, EmailHmac email) {
        apply(new EmailClaimed(id, user, email));
    }

    /** Whether the address was released. A claim cannot be created twice, so the address then needs a new claim. */
    boolean isReleased() {
        return released;
    }

    void release() {
        if (!released) {
            apply(new EmailReleased(id, user));
        }
    }

    @EventSourcingHandler
    void on(EmailClaimed event) {
        id = event.claim();
        user = event.user();
    }

    @EventSourcingHandler
    void on(EmailReleased event) {
        released = true;
    }
}
