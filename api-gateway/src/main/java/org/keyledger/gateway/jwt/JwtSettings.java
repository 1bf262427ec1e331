package org.keyledger.gateway.jwt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.PublicSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom tokens are from and for, and how long they last.
 *
 * @param issuer of every token; the public URL unless named
 * @param audience of every token; the public URL unless named
 * @param token life of {@code token}
 * @param accessToken life of {@code session.access_token}
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

    /** The part that is set. */
    @ConfigurationProperties("keyledger.signing")
    record Lifetimes(
            @Nullable String audience,
            @DefaultValue("24h") Duration token,
            @DefaultValue("3600s") Duration accessToken) {

        Lifetimes {
            if (token.isNegative() || token.isZero() || accessToken.isNegative() || accessToken.isZero()) {
                throw new IllegalArgumentException("a token lives for some time");
            }
        }
    }
}
