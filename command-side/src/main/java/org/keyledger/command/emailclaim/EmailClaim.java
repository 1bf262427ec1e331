package org.keyledger.command.emailclaim;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;

/** One account's right to one address. That it has one first event is the whole constraint. */
final class EmailClaim {

    @AggregateIdentifier
    private EmailClaimId id;

    private UserId user;
    private boolean released;

    /** For Axon, which fills it from its history. */
    EmailClaim() {}

    EmailClaim(EmailClaimId id, UserId user, EmailHmac email) {
        apply(new EmailClaimed(id, user, email));
    }

    /** Whether the address was given back: a claim begins once, so another is needed for it. */
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
