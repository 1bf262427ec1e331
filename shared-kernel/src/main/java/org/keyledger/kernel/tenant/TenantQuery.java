package org.keyledger.kernel.tenant;

import org.keyledger.kernel.Query;

/** Queries about a tenant. */
public sealed interface TenantQuery {

    /** The policy of a tenant; one without rules if it has none or there is no such tenant. */
    record FindTenantPolicy(TenantId tenant) implements TenantQuery, Query<TenantPolicy> {
        @Override
        public Class<TenantPolicy> responseType() {
            return TenantPolicy.class;
        }
    }
}
