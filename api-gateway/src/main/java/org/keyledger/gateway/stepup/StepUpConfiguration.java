package org.keyledger.gateway.stepup;

import java.time.Clock;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.ratelimit.FailedLoginLimiter;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Password checks and step-up authentication. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StepUpSettings.class)
public class StepUpConfiguration {

    @Bean
    PasswordRehasher passwordRehasher(
            Commands commands, PasswordHasher passwordHasher, PostResponseExecutor postResponseExecutor) {
        return new PasswordRehasher(commands, passwordHasher, postResponseExecutor);
    }

    @Bean
    PasswordAuthenticator passwordAuthenticator(
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            RateLimiter limiter,
            FailedLoginLimiter failedLoginLimiter,
            PasswordRehasher passwordRehasher,
            Commands commands,
            PostResponseExecutor postResponseExecutor,
            Clock clock) {
        return new PasswordAuthenticator(
                queries,
                emailHasher,
                passwordHasher,
                limiter,
                failedLoginLimiter,
                passwordRehasher,
                commands,
                postResponseExecutor,
                clock);
    }

    @Bean
    StepUpAuthentication stepUpAuthentication(
            Queries queries, PasswordAuthenticator passwordAuthenticator, StepUpSettings settings, Clock clock) {
        return new StepUpAuthentication(queries, passwordAuthenticator, settings, clock);
    }
}
