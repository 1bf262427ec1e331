package org.keyledger.query.commit;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the query handlers for commits and positions. */
@Configuration(proxyBeanMethods = false)
public class CommitConfiguration {

    @Bean
    ConfigurerModule commitQueryHandlers(Ledger ledger, LedgerAxonAdapter axonLedger, ReadModels models) {
        return configurer ->
                configurer.registerQueryHandler(axon -> new CommitQueries(ledger, axonLedger, models.progress()));
    }
}
