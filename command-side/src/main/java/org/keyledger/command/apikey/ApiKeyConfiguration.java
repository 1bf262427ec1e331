package org.keyledger.command.apikey;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Decides about API keys. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    ConfigurerModule apiKeyDecisions() {
        return configurer -> configurer
                .configureAggregate(ApiKey.class)
                .registerComponent(ApiKeys.class, axon -> new ApiKeys(axon.repository(ApiKey.class)))
                .registerCommandHandler(axon -> axon.getComponent(ApiKeys.class));
    }
}
