package org.keyledger.query.tenant;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of policies. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {

    @Bean
    ProjectionDefinition tenantPolicyProjection() {
        return new ProjectionDefinition(List.of(TenantPolicyProjection.VIEW), TenantPolicyProjection::new);
    }
}
