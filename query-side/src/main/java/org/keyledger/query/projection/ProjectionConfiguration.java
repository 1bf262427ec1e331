package org.keyledger.query.projection;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the event handlers of all projections, on nodes that write the read models. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean
    ConfigurerModule projectionProcessing(ProjectionRegistry projections) {
        return configurer -> configurer.eventProcessing(projections::registerEventHandlers);
    }
}
