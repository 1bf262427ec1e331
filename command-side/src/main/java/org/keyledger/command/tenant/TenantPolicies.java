package org.keyledger.command.tenant;

import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserId;

/**
 * The policies of tenants as the ledger has them, for commands that a policy decides. Reading locks nothing, so that a
 * command that holds the lock of a user or key cannot wait for one that changes the policy. A command that is decided
 * while the policy changes counts as decided before the change.
 */
public interface TenantPolicies {

    /** One without rules for a tenant that has none, or that the current commit creates. */
    TenantPolicy of(TenantId tenant);

    boolean isFounder(UserId user, TenantId tenant);
}
