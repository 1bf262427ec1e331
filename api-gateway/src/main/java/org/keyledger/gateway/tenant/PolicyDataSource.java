package org.keyledger.gateway.tenant;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PersonalDataSource;

/** The policy of the tenant. */
record PolicyDataSource(ManagePolicies policies) implements PersonalDataSource {

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public Object read(SessionCaller caller) {
        return policies.find(caller.tenant());
    }
}
