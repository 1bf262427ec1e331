package org.keyledger.query.mail;

import org.keyledger.kernel.ExpiryClock;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of pending mails. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    ProjectionDefinition pendingMailProjection(ExpiryClock expiryClock) {
        return new ProjectionDefinition(
                PendingMailProjection.VIEWS, models -> new PendingMailProjection(models, expiryClock.clock()));
    }
}
