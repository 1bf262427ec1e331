package org.keyledger.query.session;

import java.util.List;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of sessions. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    ProjectionDefinition sessionProjection(LastUsedTracker lastUsed, ExpiryClock expiryClock) {
        return new ProjectionDefinition(
                List.of(SessionProjection.VIEW),
                models -> new SessionProjection(models, lastUsed, expiryClock.clock()));
    }
}
