package org.keyledger.server.health;

import org.keyledger.command.publisher.Publisher;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the readiness check and the health report. */
@Configuration(proxyBeanMethods = false)
public class HealthReportConfiguration {

    @Bean
    ReadinessCheck readinessCheck(
            Ledger ledger, LedgerAxonAdapter axon, ReadModels models, CredentialVerifier verifier) {
        return new ReadinessCheck(ledger, axon, models, verifier);
    }

    @Bean
    HealthReportEndpoint healthReportEndpoint(
            ReadinessCheck readiness,
            ObjectProvider<Publisher> publishers,
            ObjectProvider<EventConsumer<?>> consumers,
            BrokerLifecycle broker,
            Settings settings) {
        return new HealthReportEndpoint(
                readiness, new MessagingHealth(publishers, consumers, broker), new DiskHealth(settings.data()));
    }
}
