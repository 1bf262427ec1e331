package org.keyledger.query.user;

import java.util.List;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projections of profiles, credentials and pending changes of address. */
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

    @Bean
    ProjectionDefinition emailChangeProjection(ExpiryClock expiryClock) {
        return new ProjectionDefinition(
                List.of(EmailChangeProjection.VIEW), models -> new EmailChangeProjection(models, expiryClock.clock()));
    }
}
