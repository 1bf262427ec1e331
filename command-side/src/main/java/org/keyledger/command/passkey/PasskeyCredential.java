package org.keyledger.command.passkey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.passkey.PasskeyCredentialClaimId;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;

/**
 * Aggregate of the claim to a credential id, which is unique because a claim has exactly one event (WebAuthn Level 3,
 * section 7.1). Authenticators never use a credential id twice, so that a claim is never released.
 */
final class PasskeyCredential {

    @AggregateIdentifier
    private PasskeyCredentialClaimId id;

    /** Called by Axon, which then applies the stored events. */
    PasskeyCredential() {}

    PasskeyCredential(PasskeyCredentialClaimed claimed) {
        apply(claimed);
    }

    @EventSourcingHandler
    void on(PasskeyCredentialClaimed event) {
        id = event.claim();
    }
}
