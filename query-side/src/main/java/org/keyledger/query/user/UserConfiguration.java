package org.keyledger.query.user;

import java.util.List;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.query.projection.OpenedDocuments;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projections of profiles, credentials and pending changes of address. */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    @Bean
    OpenedDocuments<UserAccount> openedProfiles() {
        return new OpenedDocuments<>();
    }

    @Bean
    ProjectionDefinition profileProjection(OpenedDocuments<UserAccount> opened) {
        return new ProjectionDefinition(
                List.of(ProfileProjection.VIEW), models -> new ProfileProjection(models, opened));
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
