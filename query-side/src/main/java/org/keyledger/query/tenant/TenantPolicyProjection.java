package org.keyledger.query.tenant;

import org.axonframework.eventhandling.EventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Projects the policy of each tenant that has set one. */
final class TenantPolicyProjection {

    static final String VIEW = "policies";

    private final View<TenantPolicy> policies;

    TenantPolicyProjection(ReadModels models) {
        this.policies = models.view(ViewDefinition.of(VIEW, TenantPolicy.class));
    }

    @EventHandler
    void on(TenantPolicyChanged event, Position position) {
        policies.put(event.tenant(), position, event.policy());
    }

    @EventHandler
    void on(TenantClosed event) {
        policies.remove(event.tenant());
    }

    @QueryHandler
    TenantPolicy handle(FindTenantPolicy query) {
        return policies.find(query.tenant()).orElse(TenantPolicy.UNSET);
    }
}
