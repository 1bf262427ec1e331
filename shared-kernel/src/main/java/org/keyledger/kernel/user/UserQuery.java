package org.keyledger.kernel.user;

import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** Queries about a user. */
public sealed interface UserQuery {

    /** The change of address that a user has requested and not confirmed yet. */
    record FindPendingEmailChange(UserId user) implements UserQuery, Query<FoundEmailChange> {
        @Override
        public Class<FoundEmailChange> responseType() {
            return FoundEmailChange.class;
        }
    }

    /** Response to {@link FindPendingEmailChange}; empty if nothing is pending. */
    record FoundEmailChange(Optional<PendingEmailChange> change) {}

    /** @param expiresAt when the link that confirms it stops being valid */
    record PendingEmailChange(EmailAddress email, Instant requestedAt, Instant expiresAt) {}

    /** Whether a user has a password. */
    record FindPassword(UserId user) implements UserQuery, Query<FoundPassword> {
        @Override
        public Class<FoundPassword> responseType() {
            return FoundPassword.class;
        }
    }

    /** Response to {@link FindPassword}. */
    record FoundPassword(boolean set) {}

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
