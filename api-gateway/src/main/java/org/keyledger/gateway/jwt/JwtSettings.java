package org.keyledger.gateway.jwt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Issuer, audience and lifetimes of tokens (RFC 7519).
 *
 * @param issuer claim {@code iss} of every token
 * @param audience claim {@code aud} of every token
 * @param token lifetime of {@code token}
 * @param accessToken lifetime of {@code session.access_token}
 */
record JwtSettings(String issuer, String audience, Duration token, Duration accessToken) {

    JwtSettings(PublicSettings publicSettings, Lifetimes lifetimes) {
        this(
                publicSettings.urlOf(""),
                lifetimes.audience() == null || lifetimes.audience().isBlank()
                        ? publicSettings.urlOf("")
                        : lifetimes.audience(),
                lifetimes.token(),
                lifetimes.accessToken());
    }

    /** The bound part; the issuer is always the public URL. */
    @ConfigurationProperties("keyledger.signing")
    record Lifetimes(
            @Nullable String audience,
            @DefaultValue("24h") Duration token,
            @DefaultValue("3600s") Duration accessToken) {

        static final Setting<String> AUDIENCE = Setting.of(
                "keyledger.signing.audience",
                Bound.any("any text"),
                "Claim `aud` of every token. Empty: the public URL.");

        static final Setting<Duration> TOKEN = Setting.of(
                "keyledger.signing.token", Bound.positiveDuration(), "Lifetime of the field `token` of a login.");

        static final Setting<Duration> ACCESS_TOKEN = Setting.of(
                "keyledger.signing.access-token",
                Bound.positiveDuration(),
                "Lifetime of the field `session.access_token` of a login.");

        Lifetimes {
            TOKEN.require(token);
            ACCESS_TOKEN.require(accessToken);
        }
    }
}
