package org.keyledger.query.projection;

import java.util.List;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the current read models and their query handlers, on nodes that answer queries. */
@Configuration(proxyBeanMethods = false)
public class ReadModelsConfiguration {

    @Bean
    OpenedDocuments openedDocuments() {
        return new OpenedDocuments();
    }

    @Bean
    ReadModels readModels(Views views, Ledger ledger, LedgerAxonAdapter axon, OpenedDocuments opened, ClaimOwner node) {
        return new ReadModels(ViewGeneration.current(views), ledger, axon.jsonCodec(), opened, node);
    }

    @Bean
    ProjectionRegistry projectionRegistry(ReadModels models, List<ProjectionDefinition> projections) {
        return new ProjectionRegistry(models, projections);
    }

    @Bean
    ConfigurerModule readModelQueryHandlers(ProjectionRegistry projections) {
        return projections::registerQueryHandlers;
    }
}
