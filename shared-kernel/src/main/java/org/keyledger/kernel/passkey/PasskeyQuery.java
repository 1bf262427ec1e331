package org.keyledger.kernel.passkey;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.passkey.PasskeyListing.PasskeyList;
import org.keyledger.kernel.user.UserId;

/** Queries about passkeys. */
public sealed interface PasskeyQuery {

    /** The passkey with a credential id, as of the ledger's head if the read models reach it within two seconds. */
    record FindPasskey(PasskeyCredentialId credential) implements PasskeyQuery, Query<FoundPasskey> {
        @Override
        public Class<FoundPasskey> responseType() {
            return FoundPasskey.class;
        }
    }

    /** Every passkey of a user. */
    record ListPasskeys(UserId user) implements PasskeyQuery, Query<PasskeyList> {
        @Override
        public Class<PasskeyList> responseType() {
            return PasskeyList.class;
        }
    }
}
