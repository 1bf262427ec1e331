package org.keyledger.kernel.user;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** What can be asked about a user. */
public sealed interface UserQuery {

    /** The profile of a user. */
    record FindUser(UserId user) implements UserQuery, Query<FoundUser> {
        @Override
        public Class<FoundUser> responseType() {
            return FoundUser.class;
        }
    }

    /** What a log-in is decided on, as of the ledger's head at the moment of asking. */
    record FindLogin(EmailHmac email) implements UserQuery, Query<FoundLogin> {
        @Override
        public Class<FoundLogin> responseType() {
            return FoundLogin.class;
        }
    }
}
