package org.keyledger.command.erasure;

import java.util.function.Predicate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Destroys the key of an erased user, and the key of a tenant without an owner. Each step is idempotent and is repeated
 * after a crash, because the event is handled again.
 *
 * <p>The entry of the address is removed first, in the order of the commit's events, because finding it requires a
 * field that is encrypted under the key.
 */
@ProcessingGroup(ErasureConfiguration.GROUP)
final class SubjectKeyDestroyer {

    private final EmailClaimRegistry claims;
    private final Vault vault;
    private final LedgerAxonAdapter axonLedger;

    SubjectKeyDestroyer(EmailClaimRegistry claims, Vault vault, LedgerAxonAdapter axonLedger) {
        this.claims = claims;
        this.vault = vault;
        this.axonLedger = axonLedger;
    }

    @EventHandler
    void on(EmailReleased event) {
        axonLedger
                .firstEvent(event.claim().toString())
                .map(EmailClaimed.class::cast)
                .map(EmailClaimed::email)
                .filter(Predicate.not(EmailHmac::isErased))
                .ifPresent(email -> claims.removeEntry(event.claim(), email));
    }

    @EventHandler
    void on(UserErased event, Position position) {
        destroy(event.user().toString(), position);
    }

    @EventHandler
    void on(TenantClosed event, Position position) {
        destroy(event.tenant().toString(), position);
    }

    private void destroy(String subject, Position position) {
        vault.destroyKey(subject, position);
        axonLedger.evict(subject);
    }
}
