package org.keyledger.gateway.identifier;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the random source, and the ids and keys that are generated from it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiKeySettings.class)
public class IdentifierConfiguration {

    @Bean
    RandomSource randomSource() {
        var random = new SecureRandom();
        return (label, length) -> {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    @Bean
    RequestIdsFactory requestIdsFactory(Clock clock, RandomSource randomSource, ApiKeySettings settings) {
        return new RequestIdsFactory(clock, randomSource, settings);
    }
}
