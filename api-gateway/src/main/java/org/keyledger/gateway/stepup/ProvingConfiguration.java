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
@EnableConfigurationProperties(ProvingSettings.class)
public class ProvingConfiguration {

    @Bean
    Rehashing rehashing(Commands commands, PasswordHasher passwords, PostResponseExecutor afterwards) {
        return new Rehashing(commands, passwords, afterwards);
    }

    @Bean
    PasswordProof passwordProof(
            Queries queries,
            EmailHasher addresses,
            PasswordHasher passwords,
            FailedLoginLimiter guesses,
            Rehashing rehashing,
            Commands commands,
            PostResponseExecutor afterwards) {
        return new PasswordProof(queries, addresses, passwords, guesses, rehashing, commands, afterwards);
    }

    @Bean
    FreshProof freshProof(Queries queries, PasswordProof passwords, ProvingSettings settings, Clock clock) {
        return new FreshProof(queries, passwords, settings, clock);
    }
}
