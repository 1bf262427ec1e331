package org.keyledger.query.federation;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of linked identities. */
@Configuration(proxyBeanMethods = false)
public class FederationConfiguration {

    @Bean
    ProjectionDefinition identityProjection() {
        return new ProjectionDefinition(List.of(IdentityProjection.VIEW), IdentityProjection::new);
    }
}
