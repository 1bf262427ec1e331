package org.keyledger.query.projection;

import java.time.Clock;
import java.util.List;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the read models anew; for the operator's command, not for a node that serves. */
@Configuration(proxyBeanMethods = false)
public class RebuildConfiguration {

    @Bean
    ReadModelRebuild readModelRebuild(
            Views views, Ledger ledger, LedgerAxonAdapter axon, List<ProjectionDefinition> projections, Clock clock) {
        return new ReadModelRebuild(views, ledger, axon, projections, clock);
    }
}
