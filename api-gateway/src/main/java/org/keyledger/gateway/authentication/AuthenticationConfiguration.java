package org.keyledger.gateway.authentication;

import java.util.List;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.CredentialVerifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guard before the doors. */
@Configuration(proxyBeanMethods = false)
public class AuthenticationConfiguration {

    @Bean
    Authenticator guard(AccessTokenService tokens, CredentialVerifier verifier, RateLimiter limiter) {
        return new Authenticator(tokens, verifier, new ApiKeyRestrictions(limiter));
    }

    @Bean
    SameOriginCheck ownOrigin(PublicSettings settings) {
        return new SameOriginCheck(settings);
    }

    @Bean
    WebMvcConfigurer doorsAreGuarded(Authenticator guard, RateLimiter limiter) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuthenticationInterceptor(guard, limiter));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
