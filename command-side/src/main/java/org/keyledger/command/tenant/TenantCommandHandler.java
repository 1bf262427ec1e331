package org.keyledger.command.tenant;

import static org.keyledger.kernel.Decision.refuse;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;

/** Handles the commands to tenants. The user is locked before the tenant, as by an erasure. */
final class TenantCommandHandler {

    private final Repository<Tenant> tenants;
    private final TenantMembers members;

    TenantCommandHandler(Repository<Tenant> tenants, TenantMembers members) {
        this.tenants = tenants;
        this.members = members;
    }

    /** The credential may have changed since the user proved it. */
    @CommandHandler
    Decision handle(ChangeTenantPolicy command) {
        if (!members.isCurrent(command.credential(), command.user())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        return tenants.load(command.tenant().toString()).invoke(tenant -> tenant.changePolicy(command));
    }
}
