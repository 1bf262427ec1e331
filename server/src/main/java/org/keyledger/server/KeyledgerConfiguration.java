package org.keyledger.server;

import org.keyledger.query.projection.ProjectionConfiguration;
import org.keyledger.server.health.HealthReportConfiguration;
import org.keyledger.server.management.ManagementConfiguration;
import org.keyledger.server.memory.MemoryConfiguration;
import org.keyledger.server.metrics.MetricsConfiguration;
import org.keyledger.server.startup.StartupConfiguration;
import org.keyledger.server.wiring.BrokerConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the service: all modules in one process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    FoundationConfiguration.class,
    BrokerConfiguration.class,
    CommandSideConfiguration.class,
    QuerySideConfiguration.class,
    ProjectionConfiguration.class,
    GatewayConfiguration.class,
    ConsumersConfiguration.class,
    HealthReportConfiguration.class,
    StartupConfiguration.class,
    MetricsConfiguration.class,
    ManagementConfiguration.class,
    MemoryConfiguration.class
})
class KeyledgerConfiguration {}
