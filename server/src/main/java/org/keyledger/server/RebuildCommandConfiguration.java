package org.keyledger.server;

import org.keyledger.query.projection.RebuildConfiguration;
import org.keyledger.server.wiring.StorageConfiguration.RebuildMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures storage and projections for {@code keyledger rebuild}, without the HTTP API and Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({FoundationConfiguration.class, QuerySideConfiguration.class, RebuildConfiguration.class})
class RebuildCommandConfiguration {

    /** Configures the rebuild itself, which also replaces damaged read models; {@code --check} refuses them. */
    @Configuration(proxyBeanMethods = false)
    @Import(RebuildCommandConfiguration.class)
    static class Replacing {

        @Bean
        RebuildMode rebuildMode() {
            return new RebuildMode();
        }
    }
}
