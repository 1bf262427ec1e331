package org.keyledger.gateway.stepup;

import java.time.Clock;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.ratelimit.FailedLoginLimiter;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.WrongCodeLimiter;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.AtomicStore;
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
    PartialTokens partialTokens(
            ServiceKeys keys, AtomicStore store, RandomSource randomSource, ExpiryClock expiryClock) {
        return new PartialTokens(keys, store, randomSource, expiryClock);
    }

    @Bean
    SecondFactorAuthenticator secondFactorAuthenticator(
            Queries queries,
            Commands commands,
            EmailHasher emailHasher,
            PartialTokens partialTokens,
            WrongCodeLimiter limiter,
            Clock clock) {
        return new SecondFactorAuthenticator(queries, commands, emailHasher, partialTokens, limiter, clock);
    }

    @Bean
    FederatedAuthenticator federatedAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        return new FederatedAuthenticator(queries, emailHasher, clock);
    }

    @Bean
    PasskeyAuthenticator passkeyAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        return new PasskeyAuthenticator(queries, emailHasher, clock);
    }

    @Bean
    MailedLinkAuthenticator mailedLinkAuthenticator(
            Commands commands, Queries queries, EmailHasher emailHasher, Clock clock) {
        return new MailedLinkAuthenticator(commands, queries, emailHasher, clock);
    }

    @Bean
    SignUpLinkAuthenticator signUpLinkAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        return new SignUpLinkAuthenticator(queries, emailHasher, clock);
    }

    @Bean
    StepUpAuthentication stepUpAuthentication(
            Queries queries,
            PasswordAuthenticator passwordAuthenticator,
            SecondFactorAuthenticator secondFactor,
            StepUpSettings settings,
            Clock clock) {
        return new StepUpAuthentication(queries, passwordAuthenticator, secondFactor, settings, clock);
    }
}
