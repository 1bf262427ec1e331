package org.keyledger.gateway.stepup;

import java.time.Clock;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.ratelimit.FailedLoginLimiter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Proofs of who is there, for every door that asks for one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StepUpSettings.class)
public class StepUpConfiguration {

    @Bean
    PasswordRehasher rehashing(Commands commands, PasswordHasher passwords, PostResponseExecutor afterwards) {
        return new PasswordRehasher(commands, passwords, afterwards);
    }

    @Bean
    PasswordAuthenticator passwordProof(
            Queries queries,
            EmailHasher addresses,
            PasswordHasher passwords,
            FailedLoginLimiter guesses,
            PasswordRehasher rehashing,
            Commands commands,
            PostResponseExecutor afterwards) {
        return new PasswordAuthenticator(queries, addresses, passwords, guesses, rehashing, commands, afterwards);
    }

    @Bean
    StepUpAuthentication freshProof(
            Queries queries, PasswordAuthenticator passwords, StepUpSettings settings, Clock clock) {
        return new StepUpAuthentication(queries, passwords, settings, clock);
    }
}
