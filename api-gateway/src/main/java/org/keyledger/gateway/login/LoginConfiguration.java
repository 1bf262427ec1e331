package org.keyledger.gateway.login;

import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors of signing in, and of the password. */
@Configuration(proxyBeanMethods = false)
@Import({
    LoginEndpoint.class,
    LoginPageEndpoint.class,
    ResetPasswordEndpoint.class,
    ResetPasswordPageEndpoint.class,
    ForgotPasswordPageEndpoint.class,
    ChangePasswordEndpoint.class
})
public class LoginConfiguration {

    @Bean
    PasswordResetService passwordResets(
            Commands commands,
            Queries queries,
            PostResponseExecutor afterwards,
            EmailHasher addresses,
            PasswordHasher passwords,
            PasswordPolicy rules,
            RateLimiter limiter,
            RequestIdsFactory mints,
            ServiceKeys keys,
            SpentTokens refused) {
        return new PasswordResetService(
                commands,
                queries,
                afterwards,
                addresses,
                passwords,
                rules,
                new ActiveApiKeys(queries),
                limiter,
                mints,
                keys,
                refused);
    }
}
