package org.keyledger.kernel.federation;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.UserId;

/** Queries about linked identities. */
public sealed interface FederationQuery {

    /** The user of an identity, as of the ledger's head if the read models reach it within two seconds. */
    record FindIdentityOwner(IdentityHmac identity) implements FederationQuery, Query<FoundIdentityOwner> {
        @Override
        public Class<FoundIdentityOwner> responseType() {
            return FoundIdentityOwner.class;
        }
    }

    /** The identities that are linked to a user, one of each provider at most, in the order of the providers' names. */
    record ListIdentities(UserId user) implements FederationQuery, Query<LinkedIdentities> {
        @Override
        public Class<LinkedIdentities> responseType() {
            return LinkedIdentities.class;
        }
    }
}
