package org.keyledger.command.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Aggregate of a tenant, which owns API keys and users. */
final class Tenant {

    @AggregateIdentifier
    private TenantId id;

    private UserId owner;
    private boolean closed;

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
