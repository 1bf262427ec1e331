package org.keyledger.command.tenant;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregate, the command handler, the registry and the policies of tenants. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {

    @Bean
    ConfigurerModule tenantCommandHandling(Ledger ledger) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(Tenant.class))
                .registerComponent(TenantRegistry.class, axon -> new TenantRegistry(axon.repository(Tenant.class)))
                .registerComponent(
                        TenantPolicies.class,
                        axon -> new LedgerTenantPolicies(ledger, axon.getComponent(LedgerAxonAdapter.class)))
                .registerCommandHandler(axon -> new TenantCommandHandler(
                        axon.repository(Tenant.class), axon.getComponent(TenantMembers.class)));
    }
}
