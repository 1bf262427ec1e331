package org.keyledger.query.user;

import java.util.List;
import org.keyledger.query.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Profiles and log-in look-ups. */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    @Bean
    Projection profilesProjection() {
        return new Projection(List.of(Profiles.VIEW), Profiles::new);
    }

    @Bean
    Projection credentialsProjection() {
        return new Projection(List.of(Credentials.VIEW), Credentials::new);
    }
}
