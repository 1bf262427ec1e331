package org.keyledger.query.projection;

import java.util.List;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.axon.EventApplier;
import org.keyledger.ledger.axon.EventApplier.EventFollower;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Applies events to the read models and to other followers, on nodes that write the read models. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean
    @Order
    EventFollower projectionFollower(ProjectionRegistry projections) {
        return projections.follower();
    }

    /** @param followers in the order of their beans, the projections last */
    @Bean(destroyMethod = "")
    EventApplier eventApplier(LedgerAxonAdapter axon, List<EventFollower> followers) {
        return new EventApplier(axon.eventStore(), followers);
    }

    @Bean
    ConfigurerModule eventApplierStart(EventApplier applier, ProjectionRegistry projections) {
        return configurer -> {
            projections.requireNotAhead();
            configurer.onInitialize(axon -> {
                axon.onStart(applier::start);
                axon.onShutdown(applier::close);
            });
        };
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
