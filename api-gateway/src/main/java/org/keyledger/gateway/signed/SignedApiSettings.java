package org.keyledger.gateway.signed;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lifetimes of the tokens of the signed API.
 *
 * @param refreshToken of one refresh token; each refresh gives another one
 * @param refreshFamily of all refresh tokens of one mint together
 */
@ConfigurationProperties("keyledger.signed")
record SignedApiSettings(
        @DefaultValue("900s") Duration accessToken,
        @DefaultValue("24h") Duration refreshToken,
        @DefaultValue("90d") Duration refreshFamily) {

    static final Setting<Duration> ACCESS_TOKEN = Setting.of(
            "keyledger.signed.access-token", Bound.positiveDuration(), "Lifetime of `access_token` of the signed API.");

    static final Setting<Duration> REFRESH_TOKEN = Setting.of(
            "keyledger.signed.refresh-token",
            Bound.positiveDuration(),
            "Lifetime of `refresh_token` of the signed API; each refresh gives a new one.");

    static final Setting<Duration> REFRESH_FAMILY = Setting.of(
            "keyledger.signed.refresh-family",
            Bound.positiveDuration(),
            "How long after a signature its tokens can be refreshed, however often. Then the client signs again.");

    SignedApiSettings {
        ACCESS_TOKEN.require(accessToken);
        REFRESH_TOKEN.require(refreshToken);
        REFRESH_FAMILY.require(refreshFamily);
    }
}
