package org.keyledger.command.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Whom keys and members belong to. */
final class Tenant {

    @AggregateIdentifier
    private TenantId id;

    private UserId owner;
    private boolean closed;

    /** For Axon, which fills it from its history. */
    Tenant() {}

    Tenant(TenantId id, UserId founder) {
        apply(new TenantCreated(id, founder));
    }

    /** What nobody owns is closed. */
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
