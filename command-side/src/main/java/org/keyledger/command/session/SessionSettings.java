package org.keyledger.command.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions last.
 *
 * @param idleTimeout how long one lives unused
 * @param rememberedIdleTimeout the same where the user asked to be remembered on this device
 * @param maxLifetime how long one lives however much it is used
 * @param refreshGrace how long a refresh token is still answered with its successor, for parallel use
 */
record SessionSettings(
        Duration idleTimeout, Duration rememberedIdleTimeout, Duration maxLifetime, Duration refreshGrace) {

    private static final Duration MAX_REFRESH_GRACE = Duration.ofMinutes(1);

    static final SessionSettings DEFAULTS =
            new SessionSettings(Duration.ofHours(24), Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10));

    SessionSettings {
        if (!isPositive(idleTimeout)
                || rememberedIdleTimeout.compareTo(idleTimeout) < 0
                || maxLifetime.compareTo(rememberedIdleTimeout) < 0) {
            throw new IllegalArgumentException(
                    "a session's times must satisfy 0 < idle <= remembered idle <= longest, not %s, %s, %s"
                            .formatted(idleTimeout, rememberedIdleTimeout, maxLifetime));
        }
        if (refreshGrace.isNegative() || refreshGrace.compareTo(MAX_REFRESH_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "the grace of a refresh must be between nothing and a minute, not " + refreshGrace);
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    Instant endsAt(Instant start) {
        return start.plus(maxLifetime);
    }

    Instant idleUntil(boolean remembered, Instant used, Instant endsAt) {
        Instant idleUntil = used.plus(remembered ? rememberedIdleTimeout : idleTimeout);
        return idleUntil.isBefore(endsAt) ? idleUntil : endsAt;
    }
}
