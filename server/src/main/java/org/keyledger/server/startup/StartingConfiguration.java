package org.keyledger.server.startup;

import org.keyledger.command.publisher.Publisher;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.gateway.ratelimit.RateLimitSettings;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.Broker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is said at the start, and to whoever asks whether it is over. */
@Configuration(proxyBeanMethods = false)
public class StartingConfiguration {

    @Bean
    Outward outward(ObjectProvider<Publisher> publishers, ObjectProvider<EventConsumer<?>> consumers) {
        return new Outward(publishers, consumers);
    }

    @Bean
    CanServe canServe(
            Ledger ledger, LedgerAxonAdapter axon, ReadModels models, CredentialVerifier verifier, Outward outward) {
        return new CanServe(ledger, axon, models, verifier, outward);
    }

    @Bean
    StartScreen startScreen(
            Settings settings, LedgerStorage home, RateLimitSettings limits, CanServe readiness, Broker broker) {
        return new StartScreen(settings, home, limits, readiness, broker, System.out);
    }
}
