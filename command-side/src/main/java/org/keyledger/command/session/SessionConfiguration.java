package org.keyledger.command.session;

import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.handling.DurationProperty;
import org.keyledger.command.tenant.TenantPolicies;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.session.RefreshSettings;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Registers the aggregate and the command handlers of sessions. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    SessionSettings sessionSettings(Environment environment) {
        var defaults = SessionSettings.DEFAULTS;
        return new SessionSettings(
                DurationProperty.read(environment, SessionSettings.IDLE, defaults.idleTimeout()),
                DurationProperty.read(environment, RefreshSettings.REMEMBERED_IDLE, defaults.rememberedIdleTimeout()),
                DurationProperty.read(environment, SessionSettings.MAX_LIFETIME, defaults.maxLifetime()),
                DurationProperty.read(environment, RefreshSettings.REFRESH_GRACE, defaults.refreshGrace()));
    }

    @Bean
    ConfigurerModule sessionCommandHandling(SessionSettings settings, ExpiryClock expiryClock, Clock clock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(Session.class))
                .registerComponent(
                        EndedSessions.class, axon -> new EndedSessions(axon.getComponent(LedgerAxonAdapter.class)))
                .registerComponent(
                        SessionCommandHandler.class,
                        axon -> new SessionCommandHandler(
                                axon.repository(Session.class),
                                axon.getComponent(SessionValidator.class),
                                axon.getComponent(SessionOwners.class),
                                axon.getComponent(EmailOwnershipRecorder.class),
                                axon.getComponent(TenantPolicies.class),
                                axon.getComponent(SecondFactorVerifier.class),
                                settings,
                                expiryClock,
                                clock))
                .registerCommandHandler(axon -> axon.getComponent(SessionCommandHandler.class));
    }
}
