package org.keyledger.kernel.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device on which a user is logged in, with the address and user agent of its last log-in or refresh.
 *
 * @param lastSeenAt accurate to a few seconds
 */
public record SessionListing(
        SessionId id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String address,
        @Nullable String userAgent) {}
