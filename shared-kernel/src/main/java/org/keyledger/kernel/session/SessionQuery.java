package org.keyledger.kernel.session;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.UserId;

/** What can be asked about sessions. */
public sealed interface SessionQuery {

    /**
     * The living sessions of a user, newest first.
     *
     * @param cursor where the page before ended
     * @param limit from 1 to 200
     */
    record ListSessions(UserId user, @Nullable String cursor, int limit)
            implements SessionQuery, Query<SessionListingPage> {
        @Override
        public Class<SessionListingPage> responseType() {
            return SessionListingPage.class;
        }
    }
}
