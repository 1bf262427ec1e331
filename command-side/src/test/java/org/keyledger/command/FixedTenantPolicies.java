package org.keyledger.command;

import static org.keyledger.command.Samples.TENANT;

import org.keyledger.command.tenant.TenantPolicies;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserId;

/** The policy of Ada's tenant, and its founder; no other tenant has one. */
public record FixedTenantPolicies(TenantPolicy policy, UserId founder) implements TenantPolicies {

    /** Ada founded the tenant and has set no rule. */
    public static final FixedTenantPolicies NONE = new FixedTenantPolicies(TenantPolicy.UNSET, Samples.ADA);

    @Override
    public TenantPolicy of(TenantId tenant) {
        return tenant.equals(TENANT) ? policy : TenantPolicy.UNSET;
    }

    @Override
    public boolean isFounder(UserId user, TenantId tenant) {
        return user.equals(founder) && tenant.equals(TENANT);
    }
}
