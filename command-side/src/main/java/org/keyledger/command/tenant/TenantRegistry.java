package org.keyledger.command.tenant;

import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Where tenants begin. */
public final class TenantRegistry {

    private final Repository<Tenant> tenants;

    TenantRegistry(Repository<Tenant> tenants) {
        this.tenants = tenants;
    }

    /** A new tenant, in the commit that is under way. */
    public void create(TenantId tenant, UserId founder) throws Exception {
        tenants.newInstance(() -> new Tenant(tenant, founder));
    }

    /** The user owns it no more, in the commit that is under way. */
    public void leave(TenantId tenant, UserId user) {
        tenants.load(tenant.toString()).execute(it -> it.leave(user));
    }
}
