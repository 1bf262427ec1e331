package org.keyledger.query.mail;

import java.time.Clock;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of pending mails. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    ProjectionDefinition pendingMailProjection(Clock clock) {
        return new ProjectionDefinition(
                PendingMailProjection.VIEWS, models -> new PendingMailProjection(models, clock));
    }
}
