package org.keyledger.query.projection;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.ExpiryClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the event handlers of all projections, on nodes that write the read models. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean
    ConfigurerModule projectionProcessing(ProjectionRegistry projections) {
        return configurer -> configurer.eventProcessing(projections::registerEventHandlers);
    }

    @Bean
    EndedDocumentSweeper endedDocumentSweeper(
            ReadModels models, ProjectionRegistry projections, ExpiryClock expiryClock) {
        return new EndedDocumentSweeper(models, projections.expiring(), expiryClock.clock());
    }

    @Bean
    ConfigurerModule endedDocumentSweeperStart(EndedDocumentSweeper sweeper) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(sweeper::start));
    }
}
