package org.keyledger.command.emailclaim;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;

/**
 * Aggregate of one account's claim to one address. An address is unique because a claim has exactly one first event.
 * After a change of address the claim is retained for its user for some time; it is released in the commit of the next
 * claimant after that time, so that no timer can be lost.
 */
final class EmailClaim {

    @AggregateIdentifier
    private EmailClaimId id;

    private UserId user;
    private EmailHmac email;
    private @Nullable Instant retainedUntil;
    private boolean released;

    /** Called by Axon, which then applies the stored events. */
    EmailClaim() {}

    EmailClaim(EmailClaimId id, UserId user, EmailHmac email) {
        apply(new EmailClaimed(id, user, email));
    }

    /** Whether this is a claim to the address. Also true if the user's key is destroyed: it may be. */
    boolean isFor(EmailHmac other) {
        return email.isErased() || email.equals(other);
    }

    /** Whether the address was released. A claim cannot be created twice, so the address then needs a new claim. */
    boolean isReleased() {
        return released;
    }

    /** Whether nobody but its user can have the address. */
    boolean isHeldAt(Instant now) {
        return !released && (retainedUntil == null || now.isBefore(retainedUntil));
    }

    /** The user whose present address this is; empty for a former address that is retained. */
    Optional<UserId> owner() {
        return released || retainedUntil != null ? Optional.empty() : Optional.of(user);
    }

    /** Whether the user can have the address again. */
    boolean isRetainedFor(UserId other, Instant now) {
        return retainedUntil != null && isHeldAt(now) && user.equals(other);
    }

    /** Does nothing if the address is released. */
    void retain(Instant until) {
        if (!released) {
            apply(new EmailRetained(id, user, until));
        }
    }

    void reclaim() {
        apply(new EmailReclaimed(id, user));
    }

    /** Returns whether it was recorded: nothing is done if the address is released. */
    boolean release() {
        if (released) {
            return false;
        }
        apply(new EmailReleased(id, user));
        return true;
    }

    @EventSourcingHandler
    void on(EmailClaimed event) {
        id = event.claim();
        user = event.user();
        email = event.email();
    }

    @EventSourcingHandler
    void on(EmailRetained event) {
        retainedUntil = event.until();
    }

    @EventSourcingHandler
    void on(EmailReclaimed event) {
        retainedUntil = null;
    }

    @EventSourcingHandler
    void on(EmailReleased event) {
        released = true;
    }
}
