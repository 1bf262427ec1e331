package org.keyledger.gateway.federation;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PersonalDataSource;

/** The linked identities. */
record IdentityDataSource(LinkedProviders linkedProviders) implements PersonalDataSource {

    @Override
    public String name() {
        return "identities";
    }

    @Override
    public Object read(SessionCaller caller) {
        return linkedProviders.list(caller);
    }
}
