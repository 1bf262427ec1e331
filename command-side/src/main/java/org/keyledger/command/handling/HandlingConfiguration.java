package org.keyledger.command.handling;

import java.time.Clock;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the command bus and its interceptors; needs a ledger, its Axon adapter and a clock. */
@Configuration(proxyBeanMethods = false)
public class HandlingConfiguration {

    @Bean
    CorrelationDataProvider requestCorrelationDataProvider() {
        return new RequestCorrelationDataProvider();
    }

    @Bean
    RoutingStrategy routingStrategy() {
        return new TargetIdResolver();
    }

    /**
     * Each result carries the position of the last event that the command recorded: {@code RequestMetadata.POSITION}.
     */
    @Bean
    CommandBus commandBus(org.axonframework.config.Configuration axon, LedgerAxonAdapter axonLedger, Ledger ledger) {
        CommandBus bus = new RetryingCommandBus(axonLedger.commandBus(axon));
        bus.registerHandlerInterceptor(new ActorInterceptor(axonLedger));
        bus.registerHandlerInterceptor(new DecisionPositionInterceptor(ledger));
        bus.registerHandlerInterceptor(new AggregateNotFoundInterceptor());
        return bus;
    }

    @Bean
    ConfigurerModule commandHandling(ExpiryClock expiryClock) {
        return configurer -> configurer
                .registerComponent(CommandTargetResolver.class, axon -> new TargetIdResolver())
                .registerComponent(Clock.class, axon -> expiryClock.clock());
    }
}
