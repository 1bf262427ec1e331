package org.keyledger.command.tenant;

import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/** Reads the policy from the last event of the tenant, which has all rules, and the founder from its first. */
final class LedgerTenantPolicies implements TenantPolicies {

    private final LedgerAxonAdapter axonLedger;

    LedgerTenantPolicies(LedgerAxonAdapter axonLedger) {
        this.axonLedger = axonLedger;
    }

    @Override
    public TenantPolicy of(TenantId tenant) {
        return axonLedger
                .lastEvent(tenant.toString())
                .filter(TenantPolicyChanged.class::isInstance)
                .map(event -> ((TenantPolicyChanged) event).policy())
                .orElse(TenantPolicy.UNSET);
    }

    @Override
    public boolean isFounder(UserId user, TenantId tenant) {
        return axonLedger
                .firstEvent(tenant.toString())
                .filter(event -> event instanceof TenantCreated created
                        && created.founder().equals(user))
                .isPresent();
    }
}
