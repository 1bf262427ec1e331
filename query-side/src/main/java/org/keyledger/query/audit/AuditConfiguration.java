package org.keyledger.query.audit;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of security events. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    ProjectionDefinition auditProjection() {
        return new ProjectionDefinition(List.of(AuditProjection.VIEW), AuditProjection::new);
    }
}
