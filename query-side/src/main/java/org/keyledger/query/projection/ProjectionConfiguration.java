package org.keyledger.query.projection;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writes the read models; for nodes that project. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean
    ConfigurerModule projectionProcessing(ProjectionRegistry projections) {
        return configurer -> configurer.eventProcessing(projections::registerEventHandlers);
    }
}
