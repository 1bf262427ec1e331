package org.keyledger.query.projection;

import java.time.Clock;
import java.util.List;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the rebuild of the read models, for the operator command and not for a running service. */
@Configuration(proxyBeanMethods = false)
public class RebuildConfiguration {

    @Bean
    ReadModelRebuild readModelRebuild(
            Views views, Ledger ledger, LedgerAxonAdapter axon, List<ProjectionDefinition> projections, Clock clock) {
        return new ReadModelRebuild(views, ledger, axon, projections, clock);
    }
}
