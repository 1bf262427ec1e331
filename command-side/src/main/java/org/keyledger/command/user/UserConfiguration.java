package org.keyledger.command.user;

import java.time.Clock;
import java.time.Duration;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.apikey.ApiKeys;
import org.keyledger.command.emailclaim.EmailClaims;
import org.keyledger.command.session.Credentials;
import org.keyledger.command.session.Sessions;
import org.keyledger.command.tenant.Tenants;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Decides about users. Sign-up begins tenants, claims, keys and sessions too: their configurations belong beside it. */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    /** From {@code keyledger.verification.lifetime} and {@code keyledger.password-reset.lifetime}. */
    @Bean
    VerificationSettings verificationSettings(Environment environment) {
        var defaults = VerificationSettings.DEFAULTS;
        return new VerificationSettings(
                environment.getProperty("keyledger.verification.lifetime", Duration.class, defaults.lifetime()),
                environment.getProperty("keyledger.password-reset.lifetime", Duration.class, defaults.resetLifetime()));
    }

    @Bean
    ConfigurerModule userDecisions(VerificationSettings settings, Clock clock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(User.class))
                .registerComponent(VerificationSettings.class, axon -> settings)
                .registerComponent(Credentials.class, axon -> new UserCredentials(axon.repository(User.class)))
                .registerCommandHandler(axon -> signingUp(axon, settings, clock))
                .registerCommandHandler(axon -> new ChangingEmail(
                        axon.getComponent(EmailClaims.class), axon.repository(User.class), settings, clock))
                .registerCommandHandler(axon -> new Erasing(
                        axon.getComponent(EmailClaims.class),
                        axon.getComponent(Tenants.class),
                        axon.repository(User.class)))
                .registerCommandHandler(axon ->
                        new ResettingPassword(axon.repository(User.class), axon.getComponent(ApiKeys.class), clock));
    }

    private static SigningUp signingUp(
            org.axonframework.config.Configuration axon, VerificationSettings settings, Clock clock) {
        return new SigningUp(
                axon.getComponent(Tenants.class),
                axon.getComponent(EmailClaims.class),
                axon.repository(User.class),
                axon.getComponent(ApiKeys.class),
                axon.getComponent(Sessions.class),
                settings,
                clock);
    }
}
