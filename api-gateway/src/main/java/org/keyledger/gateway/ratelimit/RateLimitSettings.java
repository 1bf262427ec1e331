package org.keyledger.gateway.ratelimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often is too often.
 *
 * @param enabled false lifts all limits, those of single API keys too: for a benchmark, never for the world
 * @param signUp by client address
 * @param logIn by client address
 * @param failedLogIn by account, whether there is one or not; wrong passwords alone, 100 at most
 * @param mailRequest by client address
 * @param mail by recipient
 * @param confirm by client address
 * @param unknownKey by client address
 * @param keyCreation by tenant
 */
@ConfigurationProperties("keyledger.limiting")
public record RateLimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20/10m") Rate signUp,
        @DefaultValue("30/1m") Rate logIn,
        @DefaultValue("10/15m") Rate failedLogIn,
        @DefaultValue("30/15m") Rate mailRequest,
        @DefaultValue("5/15m") Rate mail,
        @DefaultValue("30/1m") Rate confirm,
        @DefaultValue("300/1m") Rate unknownKey,
        @DefaultValue("60/1m") Rate keyCreation) {

    private static final int MAX_FAILED_LOGINS = 100;

    public RateLimitSettings {
        if (failedLogIn.calls() > MAX_FAILED_LOGINS) {
            throw new IllegalArgumentException("an account stands at most " + MAX_FAILED_LOGINS + " wrong passwords");
        }
    }
}
