package org.keyledger.server.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the metrics.
 *
 * @param open whether everyone who reaches the API may; else only this machine
 */
@ConfigurationProperties("keyledger.metrics")
public record MetricsSettings(@DefaultValue("false") boolean open) {}
