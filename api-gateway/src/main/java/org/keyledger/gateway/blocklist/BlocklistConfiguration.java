package org.keyledger.gateway.blocklist;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the blocklists that are bundled with the service. */
@Configuration(proxyBeanMethods = false)
public class BlocklistConfiguration {

    @Bean
    CommonPasswords commonPasswords() {
        return new CommonPasswords();
    }

    @Bean
    DisposableDomains disposableDomains() {
        return new DisposableDomains();
    }
}
