package org.keyledger.gateway.user;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PersonalDataSource;

/** The profile and the address. */
record AccountDataSource(Account account) implements PersonalDataSource {

    @Override
    public String name() {
        return "account";
    }

    @Override
    public Object read(SessionCaller caller) {
        return MeResponse.of(account.find(caller.user()), caller.tenant());
    }
}
