package org.keyledger.gateway.factor;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;

/** Whether a second factor is on, without its secrets. */
record SecondFactorDataSource(Queries queries) implements PersonalDataSource {

    private record SecondFactorState(boolean on, int unusedRecoveryCodes) {}

    @Override
    public String name() {
        return "second_factor";
    }

    @Override
    public Object read(SessionCaller caller) {
        var found = queries.ask(new FindSecondFactor(caller.user()));
        return new SecondFactorState(found.active().isPresent(), found.unusedRecoveryCodes());
    }
}
