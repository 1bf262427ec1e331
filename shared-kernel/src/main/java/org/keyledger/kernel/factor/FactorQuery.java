package org.keyledger.kernel.factor;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.UserId;

/** Queries about second factors. */
public sealed interface FactorQuery {

    /** The second factor of a user, as of the ledger's head if the read models reach it within two seconds. */
    record FindSecondFactor(UserId user) implements FactorQuery, Query<FoundSecondFactor> {
        @Override
        public Class<FoundSecondFactor> responseType() {
            return FoundSecondFactor.class;
        }
    }
}
