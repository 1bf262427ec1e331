package org.keyledger.gateway.stepup;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long a login is recent enough for a sensitive change. */
@ConfigurationProperties("keyledger.step-up")
record StepUpSettings(@DefaultValue("10m") Duration freshFor) {

    static final Setting<Duration> FRESH_FOR = Setting.of(
            "keyledger.step-up.fresh-for",
            Bound.durationUpTo(Duration.ofDays(1)),
            "How long after a login a sensitive change needs no password. 0: always needs it.");

    public StepUpSettings {
        FRESH_FOR.require(freshFor);
    }
}
