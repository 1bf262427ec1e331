package org.keyledger.command.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Reads the policy from the last event of the tenant, which has all rules, and the founder from its first. Both are cached;
 * a policy is used only if the ledger has no later event of the tenant.
 */
final class LedgerTenantPolicies implements TenantPolicies {

    private static final int MAX_TENANTS = 10_000;

    private final Ledger ledger;
    private final LedgerAxonAdapter axonLedger;
    private final Cache<TenantId, Known> policies = cache();
    private final Cache<TenantId, UserId> founders = cache();

    LedgerTenantPolicies(Ledger ledger, LedgerAxonAdapter axonLedger) {
        this.ledger = ledger;
        this.axonLedger = axonLedger;
    }

    /** The policy after the event of this sequence, which was the last one. */
    private record Known(long lastSequence, TenantPolicy policy) {}

    private static <V> Cache<TenantId, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_TENANTS)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public TenantPolicy of(TenantId tenant) {
        return ledger.lastSequence(tenant.toString())
                .map(last -> policyAfter(last, tenant))
                .orElse(TenantPolicy.UNSET);
    }

    private TenantPolicy policyAfter(long last, TenantId tenant) {
        var known = policies.getIfPresent(tenant);
        if (known != null && known.lastSequence() == last) {
            return known.policy();
        }
        var found = axonLedger.lastMessage(tenant.toString());
        var policy = found.map(DomainEventMessage::getPayload)
                .filter(TenantPolicyChanged.class::isInstance)
                .map(event -> ((TenantPolicyChanged) event).policy())
                .orElse(TenantPolicy.UNSET);
        // only of a recorded event: one of the current commit may never be recorded
        if (found.filter(event -> event.getSequenceNumber() == last).isPresent()) {
            policies.put(tenant, new Known(last, policy));
        }
        return policy;
    }

    @Override
    public boolean isFounder(UserId user, TenantId tenant) {
        return user.equals(founders.get(tenant, this::founder));
    }

    /** Null, and not cached, for a tenant that does not exist. */
    private @Nullable UserId founder(TenantId tenant) {
        return axonLedger
                .firstEvent(tenant.toString())
                .filter(TenantCreated.class::isInstance)
                .map(event -> ((TenantCreated) event).founder())
                .orElse(null);
    }
}
