package org.keyledger.query.factor;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of second factors. */
@Configuration(proxyBeanMethods = false)
public class FactorConfiguration {

    @Bean
    ProjectionDefinition secondFactorProjection() {
        return new ProjectionDefinition(List.of(SecondFactorProjection.VIEW), SecondFactorProjection::new);
    }
}
