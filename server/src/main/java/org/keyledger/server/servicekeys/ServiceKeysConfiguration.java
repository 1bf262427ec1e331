package org.keyledger.server.servicekeys;

import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.Vault;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the service's own keys, stored in the vault. */
@Configuration(proxyBeanMethods = false)
public class ServiceKeysConfiguration {

    @Bean
    ServiceKeys serviceKeys(Vault vault) {
        return new VaultServiceKeys(vault);
    }
}
