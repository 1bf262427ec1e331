package org.keyledger.command.erasure;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.federation.IdentityRegistry;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Destroys the key of an erased user, and the key of a tenant without an owner. Each step is idempotent: after a crash
 * the event is handled again.
 *
 * <p>The reservations of the address and of linked identities are removed first, in the order of the commit's events, because
 * finding one requires a field that is encrypted under the key.
 */
final class SubjectKeyDestroyer {

    private final EmailClaimRegistry claims;
    private final IdentityRegistry identities;
    private final List<ErasableCopy> copies;
    private final Vault vault;
    private final LedgerAxonAdapter axonLedger;
    private final List<ErasureListener> listeners;

    SubjectKeyDestroyer(
            EmailClaimRegistry claims,
            IdentityRegistry identities,
            List<ErasableCopy> copies,
            Vault vault,
            LedgerAxonAdapter axonLedger,
            List<ErasureListener> listeners) {
        this.claims = claims;
        this.identities = identities;
        this.copies = copies;
        this.vault = vault;
        this.axonLedger = axonLedger;
        this.listeners = List.copyOf(listeners);
    }

    @EventHandler
    void on(EmailReleased event) {
        axonLedger
                .firstEvent(event.claim().toString())
                .map(EmailClaimed.class::cast)
                .map(EmailClaimed::email)
                .filter(Predicate.not(EmailHmac::isErased))
                .ifPresent(email -> claims.removeReservation(event.claim(), email));
    }

    @EventHandler
    void on(IdentityReleased event) {
        axonLedger
                .firstEvent(event.claim().toString())
                .map(IdentityClaimed.class::cast)
                .map(IdentityClaimed::identity)
                .filter(Predicate.not(IdentityHmac::isErased))
                .ifPresent(identity -> identities.removeReservation(event.claim(), identity));
    }

    @EventHandler
    void on(UserErased event, Position position) {
        destroy(event.user().toString(), event.user().value(), position);
    }

    @EventHandler
    void on(TenantClosed event, Position position) {
        destroy(event.tenant().toString(), event.tenant().value(), position);
    }

    /** Copies under other keys are erased first: afterwards the erasure counts as complete. */
    private void destroy(String subject, UUID id, Position position) {
        copies.forEach(copy -> copy.erase(id, position.value()));
        vault.destroyKey(subject, position);
        axonLedger.evict(subject);
        listeners.forEach(ErasureListener::onErased);
    }
}
