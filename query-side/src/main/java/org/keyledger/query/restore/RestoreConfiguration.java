package org.keyledger.query.restore;

import java.util.List;
import org.keyledger.query.projection.ProjectionDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the projection of restores. */
@Configuration(proxyBeanMethods = false)
public class RestoreConfiguration {

    @Bean
    ProjectionDefinition restoreProjection() {
        return new ProjectionDefinition(List.of(RestoreMarks.DEFINITION.view()), RestoreProjection::new);
    }
}
