package org.keyledger.gateway.authentication;

import java.time.Clock;
import java.util.List;
import org.keyledger.gateway.cookie.CookieSettings;
import org.keyledger.gateway.cookie.CsrfCheck;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.CredentialVerifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Authentication of requests, before endpoints that take a {@link VerifiedCaller}. */
@Configuration(proxyBeanMethods = false)
public class AuthenticationConfiguration {

    @Bean
    CredentialReader headerCredentialReader() {
        return PresentedCredential::inHeaders;
    }

    @Bean
    ApiKeyAuthenticator apiKeyAuthenticator(CredentialVerifier verifier) {
        return new ApiKeyAuthenticator(verifier);
    }

    @Bean
    AccessTokenAuthenticator accessTokenAuthenticator(AccessTokenService tokens, CredentialVerifier verifier) {
        return new AccessTokenAuthenticator(tokens, verifier);
    }

    @Bean
    CookieAuthenticator cookieAuthenticator(
            SessionCookies cookies, CookieSettings settings, CredentialVerifier verifier, Clock clock) {
        return new CookieAuthenticator(cookies, settings, verifier, clock);
    }

    @Bean
    ApiKeyRestrictions apiKeyRestrictions(RateLimiter limiter) {
        return new ApiKeyRestrictions(limiter);
    }

    @Bean
    RequestAuthenticator requestAuthenticator(
            List<CredentialReader> readers,
            List<Authenticator> authenticators,
            AccessTokenAuthenticator accessTokens,
            CredentialVerifier verifier,
            ApiKeyRestrictions restrictions) {
        return new RequestAuthenticator(readers, authenticators, accessTokens, verifier, restrictions);
    }

    @Bean
    SameOriginCheck sameOriginCheck(PublicSettings settings) {
        return new SameOriginCheck(settings);
    }

    @Bean
    OptionalAuthentication optionalAuthentication(RequestAuthenticator authenticator) {
        return new OptionalAuthentication(authenticator);
    }

    @Bean
    CredentialUseInterceptor credentialUseInterceptor(CredentialVerifier verifier) {
        return new CredentialUseInterceptor(verifier);
    }

    @Bean
    WebMvcConfigurer authenticationInterceptor(
            RequestAuthenticator authenticator,
            CsrfCheck csrfCheck,
            RateLimiter limiter,
            CredentialUseInterceptor credentialUseInterceptor) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuthenticationInterceptor(authenticator, csrfCheck, limiter));
                registry.addInterceptor(credentialUseInterceptor);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
