package org.keyledger.query.apikey;

import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of API keys and the queries that read the ledger. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    ProjectionDefinition apiKeyProjection(
            LedgerAxonAdapter axonLedger, LastUsedTracker lastUsed, ExpiryClock expiryClock) {
        var externalIds = new ExternalIdIndex(axonLedger.keys());
        return new ProjectionDefinition(
                ApiKeyProjection.VIEWS,
                models -> new ApiKeyProjection(models, externalIds, lastUsed, expiryClock.clock()));
    }

    @Bean
    ConfigurerModule recordedApiKeyQueries(LedgerAxonAdapter axonLedger, LastUsedTracker lastUsed, Clock clock) {
        return configurer ->
                configurer.registerQueryHandler(axon -> new RecordedApiKeyQueries(axonLedger, lastUsed, clock));
    }
}
