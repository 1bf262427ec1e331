package org.keyledger.gateway.stepup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a log-in counts as a proof.
 *
 * @param freshFor how long after it nothing more is asked for; zero always asks for the password
 */
@ConfigurationProperties("keyledger.step-up")
record StepUpSettings(@DefaultValue("10m") Duration freshFor) {

    private static final Duration MAX_FRESH_FOR = Duration.ofDays(1);

    public StepUpSettings {
        if (freshFor.isNegative() || freshFor.compareTo(MAX_FRESH_FOR) > 0) {
            throw new IllegalArgumentException("a log-in is fresh for at most a day, not " + freshFor);
        }
    }
}
