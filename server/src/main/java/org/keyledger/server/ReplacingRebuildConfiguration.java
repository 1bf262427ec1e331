package org.keyledger.server;

import org.keyledger.server.wiring.StorageConfiguration.RebuildMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures a rebuild that also replaces damaged read models; {@code rebuild --check} refuses them. */
@Configuration(proxyBeanMethods = false)
@Import(RebuildCommandConfiguration.class)
class ReplacingRebuildConfiguration {

    @Bean
    RebuildMode rebuildMode() {
        return new RebuildMode();
    }
}
