package org.keyledger.query.apikey;

import org.keyledger.kernel.ExpiryClock;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of API keys. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    ProjectionDefinition apiKeyProjection(LastUsedTracker lastUsed, ExpiryClock expiryClock) {
        return new ProjectionDefinition(
                ApiKeyProjection.VIEWS, models -> new ApiKeyProjection(models, lastUsed, expiryClock.clock()));
    }
}
