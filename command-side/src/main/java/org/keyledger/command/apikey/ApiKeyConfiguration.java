package org.keyledger.command.apikey;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.tenant.TenantPolicies;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregate and the command handlers of API keys. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    ConfigurerModule apiKeyCommandHandling(ExpiryClock expiryClock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(ApiKey.class))
                .registerComponent(
                        ApiKeyCommandHandler.class,
                        axon -> new ApiKeyCommandHandler(
                                axon.repository(ApiKey.class),
                                axon.getComponent(ApiKeyCreators.class),
                                axon.getComponent(TenantPolicies.class),
                                expiryClock.clock()))
                .registerCommandHandler(axon -> axon.getComponent(ApiKeyCommandHandler.class));
    }
}
