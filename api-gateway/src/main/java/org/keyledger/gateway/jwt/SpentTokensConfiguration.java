package org.keyledger.gateway.jwt;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One memory of what was refused, for all doors. */
@Configuration(proxyBeanMethods = false)
public class SpentTokensConfiguration {

    @Bean
    SpentTokens spentTokens() {
        return SpentTokens.empty();
    }
}
