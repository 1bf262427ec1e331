package org.keyledger.command.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an API key is accepted.
 *
 * @param expiresAt set at creation; null if the key does not expire
 * @param refusedFrom set when the key is replaced; null before
 */
record Lifetime(@Nullable Instant expiresAt, @Nullable Instant refusedFrom, boolean revoked) {

    static Lifetime until(@Nullable Instant expiresAt) {
        return new Lifetime(expiresAt, null, false);
    }

    Lifetime replacedFrom(Instant from) {
        return new Lifetime(expiresAt, from, revoked);
    }

    Lifetime end() {
        return new Lifetime(expiresAt, refusedFrom, true);
    }

    boolean isEndedAt(Instant now) {
        return revoked || isPast(expiresAt, now) || isPast(refusedFrom, now);
    }

    /** False for a replaced key, which already has a successor, even while it is still accepted. */
    boolean canBeReplacedAt(Instant now) {
        return refusedFrom == null && !isEndedAt(now);
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }
}
