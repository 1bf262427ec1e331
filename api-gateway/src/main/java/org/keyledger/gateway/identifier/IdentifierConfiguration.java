package org.keyledger.gateway.identifier;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chance, and what is made of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiKeySettings.class)
public class IdentifierConfiguration {

    @Bean
    RandomSource dice() {
        var random = new SecureRandom();
        return (what, length) -> {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    @Bean
    RequestIdsFactory mints(Clock clock, RandomSource dice, ApiKeySettings settings) {
        return new RequestIdsFactory(clock, dice, settings);
    }
}
