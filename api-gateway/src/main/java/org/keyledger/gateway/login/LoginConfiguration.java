package org.keyledger.gateway.login;

import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.tenant.MemberPasswordPolicy;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Use cases for login, password change and password reset. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginSettings.class)
@Import({LogIn.class, PasswordChange.class})
public class LoginConfiguration {

    @Bean
    PasswordResetService passwordResetService(
            Commands commands,
            Queries queries,
            PostResponseExecutor postResponseExecutor,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            MemberPasswordPolicy policy,
            RateLimiter limiter,
            RequestIdsFactory idsFactory,
            ServiceKeys keys,
            SpentTokens spentTokens) {
        return new PasswordResetService(
                commands,
                queries,
                postResponseExecutor,
                emailHasher,
                passwordHasher,
                policy,
                limiter,
                idsFactory,
                keys,
                spentTokens);
    }
}
