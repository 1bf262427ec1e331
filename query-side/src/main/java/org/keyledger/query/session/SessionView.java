package org.keyledger.query.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A session of a user, with the address and user agent of its latest log-in or refresh.
 *
 * @param started position of the starting event; orders a user's sessions
 */
record SessionView(
        SessionId session,
        UserId user,
        long started,
        Instant startedAt,
        Instant lastSeenAt,
        Instant idleUntil,
        Instant endsAt,
        @PersonalData(subject = "user") @Nullable String address,
        @PersonalData(subject = "user") @Nullable String userAgent) {

    SessionView refreshed(
            SessionRefreshed event, Instant time, @Nullable String newAddress, @Nullable String newUserAgent) {
        return new SessionView(
                session,
                user,
                started,
                startedAt,
                time,
                event.idleUntil(),
                endsAt,
                newAddress == null ? address : newAddress,
                newUserAgent == null ? userAgent : newUserAgent);
    }

    boolean isActiveAt(Instant now) {
        return now.isBefore(idleUntil) && now.isBefore(endsAt);
    }

    /** @param lastUse the last recorded use; replaces the time of the last event if it is later */
    SessionListing toListing(@Nullable Instant lastUse) {
        var seen = lastUse != null && lastUse.isAfter(lastSeenAt) ? lastUse : lastSeenAt;
        return new SessionListing(session, startedAt, seen, unlessErased(address), unlessErased(userAgent));
    }

    private static @Nullable String unlessErased(@Nullable String personal) {
        return Erased.REPLACEMENT.equals(personal) ? null : personal;
    }
}
