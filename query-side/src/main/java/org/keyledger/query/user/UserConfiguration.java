package org.keyledger.query.user;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projections of profiles and credentials. */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    @Bean
    ProjectionDefinition profileProjection() {
        return new ProjectionDefinition(List.of(ProfileProjection.VIEW), ProfileProjection::new);
    }

    @Bean
    ProjectionDefinition credentialProjection() {
        return new ProjectionDefinition(List.of(CredentialProjection.VIEW), CredentialProjection::new);
    }
}
