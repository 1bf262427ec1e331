package org.keyledger.gateway.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests that come twice are told apart.
 *
 * @param runsAtMost how long the first is taken to be under way where nobody says that it ended
 */
@ConfigurationProperties("keyledger.repeating")
record IdempotencySettings(@DefaultValue("30s") Duration runsAtMost) {

    IdempotencySettings {
        if (runsAtMost.isNegative() || runsAtMost.isZero()) {
            throw new IllegalArgumentException("a request runs for some time");
        }
    }
}
