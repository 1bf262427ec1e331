package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.session.SessionListingPage;

/** A page of sessions in the responses of both APIs. */
public record SessionPageResponse(
        List<SessionResponse> sessions,
        @JsonInclude @Nullable String nextCursor) {

    record SessionResponse(
            SessionId id,
            Instant createdAt,
            Instant lastSeenAt,
            @JsonInclude @Nullable String address,
            @JsonInclude @Nullable String userAgent,
            boolean current) {

        static SessionResponse of(SessionListing it, SessionId current) {
            return new SessionResponse(
                    it.id(),
                    it.createdAt(),
                    it.lastSeenAt(),
                    it.address(),
                    it.userAgent(),
                    it.id().equals(current));
        }
    }

    /** @param current the session of the request */
    public static SessionPageResponse of(SessionListingPage page, SessionId current) {
        return new SessionPageResponse(
                page.sessions().stream()
                        .map(it -> SessionResponse.of(it, current))
                        .toList(),
                page.nextCursor());
    }
}
