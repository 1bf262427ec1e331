package org.keyledger.command.tenant;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregate and the registry of tenants. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {

    @Bean
    ConfigurerModule tenantCommandHandling() {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(Tenant.class))
                .registerComponent(TenantRegistry.class, axon -> new TenantRegistry(axon.repository(Tenant.class)));
    }
}
