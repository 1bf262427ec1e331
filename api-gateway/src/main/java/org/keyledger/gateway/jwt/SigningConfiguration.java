package org.keyledger.gateway.jwt;

import java.time.Clock;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.Keys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Tokens and the keys to check them with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SigningSettings.Lives.class)
@Import(JwksEndpoint.class)
public class SigningConfiguration {

    @Bean
    SigningSettings signingSettings(PublicSettings outside, SigningSettings.Lives lives) {
        return new SigningSettings(outside, lives);
    }

    @Bean
    AccessTokens accessTokens(Keys keys, SigningSettings settings, Clock clock, RandomSource dice, Refused refused) {
        return new AccessTokens(keys, settings, clock, dice, new Signatures(), refused);
    }

    @Bean
    TokenAudience tokenAudience(SigningSettings settings) {
        return new TokenAudience(settings.issuer(), settings.audience());
    }

    @Bean
    SessionTokens sessionTokens(Keys keys, AccessTokens tokens, SigningSettings settings, Clock clock) {
        return new SessionTokens(keys, tokens, settings, clock);
    }
}
