package org.keyledger.kernel.user;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** Queries about a user. */
public sealed interface UserQuery {

    /** The profile of a user. */
    record FindUser(UserId user) implements UserQuery, Query<FoundUser> {
        @Override
        public Class<FoundUser> responseType() {
            return FoundUser.class;
        }
    }

    /**
     * The password hash and credential version of an address, as of the ledger's head if the read models reach it within
     * two seconds.
     */
    record FindLogin(EmailHmac email) implements UserQuery, Query<FoundLogin> {
        @Override
        public Class<FoundLogin> responseType() {
            return FoundLogin.class;
        }
    }
}
