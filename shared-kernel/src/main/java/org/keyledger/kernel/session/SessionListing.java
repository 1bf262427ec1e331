package org.keyledger.kernel.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that a user is signed in on, with address and user agent as they were when it last signed in or refreshed.
 *
 * @param lastSeenAt exact to some seconds
 */
public record SessionListing(
        SessionId id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String address,
        @Nullable String userAgent) {}
