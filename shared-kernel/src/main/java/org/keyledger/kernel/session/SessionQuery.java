package org.keyledger.kernel.session;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.UserId;

/** Queries about sessions. */
public sealed interface SessionQuery {

    /**
     * The active sessions of a user, newest first.
     *
     * @param cursor where the previous page ended; null for the first page
     * @param limit from 1 to 200
     */
    record ListSessions(UserId user, @Nullable String cursor, int limit)
            implements SessionQuery, Query<SessionListingPage> {
        @Override
        public Class<SessionListingPage> responseType() {
            return SessionListingPage.class;
        }
    }

    /** Whether the user may have a session beside this one: false only if the read models are at the ledger's head. */
    record FindOtherSession(UserId user, SessionId kept) implements SessionQuery, Query<FoundOtherSession> {
        @Override
        public Class<FoundOtherSession> responseType() {
            return FoundOtherSession.class;
        }
    }

    /**
     * Response to {@link FindOtherSession}.
     *
     * @param position the last event that it takes into account; -1 if there is none
     */
    record FoundOtherSession(boolean found, long position) {}
}
