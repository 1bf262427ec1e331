package org.keyledger.query.session;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionLifetime;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A session as its listing stores it, with the address and user agent of its latest log-in or refresh.
 *
 * @param started position of the starting event; orders a user's sessions
 */
record SessionView(
        SessionId session,
        UserId user,
        long started,
        Instant startedAt,
        Instant lastSeenAt,
        @JsonUnwrapped SessionLifetime lifetime,
        @PersonalData(subject = "user") @Nullable String address,
        @PersonalData(subject = "user") @Nullable String userAgent) {

    SessionView after(
            SessionRefreshed event, Instant time, @Nullable String newAddress, @Nullable String newUserAgent) {
        return new SessionView(
                session,
                user,
                started,
                startedAt,
                time,
                lifetime.after(event).orElse(lifetime),
                newAddress == null ? address : newAddress,
                newUserAgent == null ? userAgent : newUserAgent);
    }

    /** With the last use if it is later than the last event. */
    SessionListing toListing(@Nullable Instant lastUse) {
        var lastSeen = lastUse != null && lastUse.isAfter(lastSeenAt) ? lastUse : lastSeenAt;
        return new SessionListing(session, startedAt, lastSeen, unlessErased(address), unlessErased(userAgent));
    }

    private static @Nullable String unlessErased(@Nullable String personal) {
        return Erased.REPLACEMENT.equals(personal) ? null : personal;
    }
}
