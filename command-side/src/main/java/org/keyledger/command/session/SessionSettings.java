package org.keyledger.command.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.RefreshSettings;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.keyledger.kernel.tenant.TenantPolicy;

/**
 * Settings of sessions: their lifetimes and the grace period of refresh tokens.
 *
 * @param idleTimeout after which an unused session ends
 * @param rememberedIdleTimeout the same for a session that the user asked to be remembered
 * @param maxLifetime after which every session ends
 * @param refreshGrace how long a rotated refresh token is answered with its successor, for parallel use
 */
record SessionSettings(
        Duration idleTimeout, Duration rememberedIdleTimeout, Duration maxLifetime, Duration refreshGrace) {

    static final Setting<Duration> IDLE = Setting.of(
            "keyledger.session.idle", Bound.positiveDuration(), "How long a session lasts while it is not used.");

    static final Setting<Duration> MAX_LIFETIME = Setting.of(
            "keyledger.session.longest",
            Bound.any("a duration that is not shorter than keyledger.session.remembered-idle"),
            "How long a session lasts at most.");

    static final SessionSettings DEFAULTS =
            new SessionSettings(Duration.ofHours(24), Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10));

    SessionSettings {
        IDLE.require(idleTimeout);
        RefreshSettings.REMEMBERED_IDLE.require(
                rememberedIdleTimeout, rememberedIdleTimeout.compareTo(idleTimeout) >= 0);
        MAX_LIFETIME.require(maxLifetime, maxLifetime.compareTo(rememberedIdleTimeout) >= 0);
        RefreshSettings.REFRESH_GRACE.require(refreshGrace);
    }

    /** These settings with the shorter times of a tenant's policy. */
    SessionSettings within(TenantPolicy policy) {
        return new SessionSettings(
                shorter(idleTimeout, policy.sessionIdle(), policy.sessionMax()),
                shorter(rememberedIdleTimeout, policy.sessionIdle(), policy.sessionMax()),
                shorter(maxLifetime, policy.sessionMax()),
                refreshGrace);
    }

    private static Duration shorter(Duration time, @Nullable Integer... seconds) {
        return Stream.of(seconds)
                .filter(Objects::nonNull)
                .map(Duration::ofSeconds)
                .reduce(time, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    Instant endsAt(Instant start) {
        return start.plus(maxLifetime);
    }

    /** @param start of the session, whose longest lifetime may have become shorter since */
    Instant idleUntil(boolean remembered, Instant used, Instant start, Instant endsAt) {
        return Stream.of(used.plus(remembered ? rememberedIdleTimeout : idleTimeout), endsAt(start), endsAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
