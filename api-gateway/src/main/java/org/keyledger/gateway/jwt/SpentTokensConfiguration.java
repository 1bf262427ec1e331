package org.keyledger.gateway.jwt;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The spent tokens, shared by all endpoints. */
@Configuration(proxyBeanMethods = false)
public class SpentTokensConfiguration {

    @Bean
    SpentTokens spentTokens() {
        return SpentTokens.empty();
    }
}
