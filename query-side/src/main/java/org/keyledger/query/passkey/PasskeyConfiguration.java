package org.keyledger.query.passkey;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of passkeys. */
@Configuration(proxyBeanMethods = false)
public class PasskeyConfiguration {

    @Bean
    ProjectionDefinition passkeyProjection() {
        return new ProjectionDefinition(List.of(PasskeyProjection.VIEW), PasskeyProjection::new);
    }
}
