package org.keyledger.gateway.signed;

import java.time.Clock;
import org.keyledger.gateway.authentication.ApiKeyRestrictions;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.SignatureProvider;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.AtomicStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the signed API, and its refresh tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignedApiSettings.class)
@Import({MintTokenEndpoint.class, RefreshSignedTokenEndpoint.class})
public class SignedApiConfiguration {

    @Bean
    Es256Verifier es256Verifier(SignatureProvider signatureProvider) {
        return new Es256Verifier(signatureProvider.provider());
    }

    @Bean
    UsedSignatureStore usedSignatureStore(AtomicStore store) {
        return new UsedSignatureStore(store);
    }

    @Bean
    RefreshFamilyStore refreshFamilyStore(
            AtomicStore store, ServiceKeys keys, SignedApiSettings settings, ExpiryClock expiryClock) {
        return new RefreshFamilyStore(store, keys, settings, expiryClock);
    }

    @Bean
    SigningKeyAdmission signingKeyAdmission(
            CredentialVerifier verifier, ApiKeyRestrictions restrictions, RateLimiter limiter) {
        return new SigningKeyAdmission(verifier, restrictions, limiter);
    }

    @Bean
    SignedTokenIssuer signedTokenIssuer(
            AccessTokenService accessTokens,
            CredentialVerifier verifier,
            ServiceKeys keys,
            RandomSource randomSource,
            SignedApiSettings settings,
            Clock clock) {
        return new SignedTokenIssuer(accessTokens, verifier, keys, randomSource, settings, clock);
    }
}
