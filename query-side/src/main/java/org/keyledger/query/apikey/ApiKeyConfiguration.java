package org.keyledger.query.apikey;

import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of API keys and the queries that read the ledger. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    RecentApiKeys recentApiKeys() {
        return new RecentApiKeys();
    }

    @Bean
    ProjectionDefinition apiKeyProjection(
            LedgerAxonAdapter axonLedger, RecentApiKeys recent, LastUsedTracker lastUsed, ExpiryClock expiryClock) {
        var externalIds = new ExternalIdIndex(axonLedger.keys());
        return new ProjectionDefinition(
                ApiKeyProjection.VIEWS,
                models -> new ApiKeyProjection(models, recent, externalIds, lastUsed, expiryClock.clock()));
    }

    @Bean
    ConfigurerModule recordedApiKeyQueries(
            Ledger ledger, LedgerAxonAdapter axonLedger, RecentApiKeys recent, LastUsedTracker lastUsed, Clock clock) {
        return configurer -> configurer.registerQueryHandler(
                axon -> new RecordedApiKeyQueries(ledger, axonLedger, recent, lastUsed, clock));
    }
}
