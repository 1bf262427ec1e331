package org.keyledger.server.metrics;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the metrics endpoint. */
@ConfigurationProperties("keyledger.metrics")
public record MetricsSettings(@DefaultValue("false") boolean open) {

    static final Setting<Boolean> OPEN = Setting.of(
            "keyledger.metrics.open",
            Bound.any("true or false"),
            "`true`: every client that reaches the API can read `/metrics`. `false`: only clients on this machine.");
}
