package org.keyledger.gateway.idempotency;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How requests that are sent twice with one {@code Idempotency-Key} are handled. */
@ConfigurationProperties("keyledger.repeating")
record IdempotencySettings(@DefaultValue("30s") Duration runsAtMost) {

    static final Setting<Duration> RUNS_AT_MOST = Setting.of(
            "keyledger.repeating.runs-at-most",
            Bound.positiveDuration(),
            "How long a request with an `Idempotency-Key` counts as running if its end was not recorded, for example"
                    + " because the process was killed. Until then a retry gets 409 `in-progress`.");

    IdempotencySettings {
        RUNS_AT_MOST.require(runsAtMost);
    }
}
