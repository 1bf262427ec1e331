package org.keyledger.gateway.jwt;

import java.time.Clock;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Access tokens, refresh tokens and the endpoint of the public keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JwtSettings.Lifetimes.class)
@Import(JwksEndpoint.class)
public class JwtConfiguration {

    @Bean
    JwtSettings jwtSettings(PublicSettings publicSettings, JwtSettings.Lifetimes lifetimes) {
        return new JwtSettings(publicSettings, lifetimes);
    }

    @Bean
    SignatureProvider signatureProvider() {
        return new SignatureProvider();
    }

    @Bean
    AccessTokenService accessTokenService(
            ServiceKeys keys,
            JwtSettings settings,
            Clock clock,
            ExpiryClock expiryClock,
            RandomSource randomSource,
            SignatureProvider signatureProvider,
            SpentTokens spentTokens) {
        return new AccessTokenService(keys, settings, clock, expiryClock, randomSource, signatureProvider, spentTokens);
    }

    @Bean
    IssuerAndAudience issuerAndAudience(JwtSettings settings) {
        return new IssuerAndAudience(settings.issuer(), settings.audience());
    }

    @Bean
    SessionTokenIssuer sessionTokenIssuer(
            ServiceKeys keys, AccessTokenService tokens, JwtSettings settings, Clock clock) {
        return new SessionTokenIssuer(keys, tokens, settings, clock);
    }
}
