package org.keyledger.command.session;

import java.time.Clock;
import java.time.Duration;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Decides about sessions. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    /** From {@code keyledger.session.idle}, {@code .remembered-idle}, {@code .longest} and {@code .refresh-grace}. */
    @Bean
    SessionSettings sessionSettings(Environment environment) {
        var defaults = SessionSettings.DEFAULTS;
        return new SessionSettings(
                duration(environment, "idle", defaults.idleTimeout()),
                duration(environment, "remembered-idle", defaults.rememberedIdleTimeout()),
                duration(environment, "longest", defaults.maxLifetime()),
                duration(environment, "refresh-grace", defaults.refreshGrace()));
    }

    private static Duration duration(Environment environment, String name, Duration otherwise) {
        return environment.getProperty("keyledger.session." + name, Duration.class, otherwise);
    }

    @Bean
    ConfigurerModule sessionDecisions(SessionSettings settings, Clock clock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(Session.class))
                .registerComponent(
                        SessionCommandHandler.class,
                        axon -> new SessionCommandHandler(
                                axon.repository(Session.class),
                                axon.getComponent(SessionValidator.class),
                                settings,
                                clock))
                .registerCommandHandler(axon -> axon.getComponent(SessionCommandHandler.class));
    }
}
