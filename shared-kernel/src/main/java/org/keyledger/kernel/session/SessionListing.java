package org.keyledger.kernel.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active session as its user may see it, with the address and user agent of its last log-in or refresh.
 *
 * @param lastSeenAt accurate to a few seconds
 */
public record SessionListing(
        SessionId id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String address,
        @Nullable String userAgent) {}
