package org.keyledger.server;

import org.keyledger.query.projection.ProjectionConfiguration;
import org.keyledger.server.metrics.WatchingConfiguration;
import org.keyledger.server.startup.StartingConfiguration;
import org.keyledger.server.wiring.BrokerConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every room in one process: what {@code ./keyledger} runs. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    Foundation.class,
    BrokerConfiguration.class,
    CommandSide.class,
    QuerySide.class,
    ProjectionConfiguration.class,
    Gateway.class,
    Consumers.class,
    StartingConfiguration.class,
    WatchingConfiguration.class
})
class AllRole {}
