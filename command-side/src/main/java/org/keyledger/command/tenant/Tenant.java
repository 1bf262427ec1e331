package org.keyledger.command.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserId;

/** Aggregate of a tenant, which owns API keys and users: created, its policy changed, closed. */
final class Tenant {

    @AggregateIdentifier
    private TenantId id;

    private UserId owner;
    private boolean closed;
    private TenantPolicy policy = TenantPolicy.UNSET;

    /** Called by Axon, which then applies the stored events. */
    Tenant() {}

    Tenant(TenantId id, UserId founder) {
        apply(new TenantCreated(id, founder));
    }

    /** Closes the tenant if its owner leaves. */
    void leave(UserId user) {
        if (!closed && user.equals(owner)) {
            apply(new TenantClosed(id));
        }
    }

    Decision changePolicy(ChangeTenantPolicy command) {
        if (closed || !command.user().equals(owner)) {
            return refuse(Refusal.NOT_FOUNDER);
        }
        var changed = policy.with(command.rules(), command.values());
        if (changed.equals(policy)) {
            return noChange();
        }
        apply(new TenantPolicyChanged(id, changed));
        return done();
    }

    @EventSourcingHandler
    void on(TenantPolicyChanged event) {
        policy = event.policy();
    }

    @EventSourcingHandler
    void on(TenantClosed event) {
        closed = true;
    }

    @EventSourcingHandler
    void on(TenantCreated event) {
        id = event.tenant();
        owner = event.founder();
    }
}
