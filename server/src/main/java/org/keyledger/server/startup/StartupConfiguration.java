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
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the start-up banner and the readiness check. */
@Configuration(proxyBeanMethods = false)
public class StartupConfiguration {

    @Bean
    MessagingHealth messagingHealth(
            ObjectProvider<Publisher> publishers,
            ObjectProvider<EventConsumer<?>> consumers,
            BrokerLifecycle broker) {
        return new MessagingHealth(publishers, consumers, broker);
    }

    @Bean
    ReadinessCheck readinessCheck(
            Ledger ledger,
            LedgerAxonAdapter axon,
            ReadModels models,
            CredentialVerifier verifier,
            MessagingHealth messaging) {
        return new ReadinessCheck(ledger, axon, models, verifier, messaging);
    }

    @Bean
    StartupBanner startupBanner(
            Settings settings,
            LedgerStorage storage,
            RateLimitSettings limits,
            ReadinessCheck readiness,
            BrokerLifecycle broker) {
        return new StartupBanner(settings, storage, limits, readiness, broker, System.out);
    }
}
