package org.keyledger.server.wiring;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.keyledger.command.publisher.PublisherSettings;
import org.keyledger.consumer.audit.AuditSettings;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.server.broker.BrokerAccess;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.settings.KafkaClientSettings;
import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Configures Kafka: the external cluster or a broker in this process. */
@Configuration(proxyBeanMethods = false)
public class BrokerConfiguration {

    @Bean
    KafkaConnection kafkaConnection(Settings settings, ConfigurableEnvironment environment, SecureRandom random) {
        return settings.embedsBroker()
                ? KafkaConnection.embedded(BrokerAccess.of(folder(settings), random))
                : KafkaConnection.external(
                        KafkaClientSettings.read(settings, environment).forBrokers(settings.brokers()));
    }

    @Bean
    BrokerLifecycle brokerLifecycle(Settings settings, KafkaConnection kafka) {
        return kafka.embedded()
                .map(access -> BrokerLifecycle.embedded(
                        () -> EmbeddedBroker.start(folder(settings), settings.kafkaPort(), access)))
                .orElseGet(BrokerLifecycle::external);
    }

    @Bean
    PublisherSettings publisherSettings(KafkaConnection kafka) {
        return PublisherSettings.withDefaults(kafka.properties());
    }

    @Bean
    ConsumerSettings consumerSettings(Settings settings, KafkaConnection kafka) {
        return ConsumerSettings.withDefaults(kafka.properties(), settings.data().resolve("consumers"));
    }

    @Bean
    AuditSettings auditSettings(Settings settings) {
        return AuditSettings.in(settings.data().resolve("audit"));
    }

    private static Path folder(Settings settings) {
        return settings.data().resolve("kafka");
    }
}
