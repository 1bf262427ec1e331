package org.keyledger.command.tenant;

import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Registry of tenants: creates them and removes their owners. */
public final class TenantRegistry {

    private final Repository<Tenant> tenants;

    TenantRegistry(Repository<Tenant> tenants) {
        this.tenants = tenants;
    }

    /** Creates a tenant in the current commit. */
    public void create(TenantId tenant, UserId founder) throws Exception {
        tenants.newInstance(() -> new Tenant(tenant, founder));
    }

    /** Removes the user from the tenant in the current commit; the tenant is closed if the user owned it. */
    public void leave(TenantId tenant, UserId user) {
        tenants.load(tenant.toString()).execute(found -> found.leave(user));
    }
}
