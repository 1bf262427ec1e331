package org.keyledger.server.wiring;

import java.util.Map;
import org.keyledger.command.publisher.PublisherSettings;
import org.keyledger.consumer.audit.AuditSettings;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures Kafka: the external cluster or a broker in this process. */
@Configuration(proxyBeanMethods = false)
public class BrokerConfiguration {

    @Bean
    BrokerLifecycle brokerLifecycle(Settings settings) {
        return settings.embedsBroker()
                ? BrokerLifecycle.embedded(
                        () -> EmbeddedBroker.start(settings.data().resolve("kafka"), settings.kafkaPort()))
                : BrokerLifecycle.external();
    }

    @Bean
    PublisherSettings publisherSettings(Settings settings) {
        return PublisherSettings.withDefaults(connection(settings));
    }

    @Bean
    ConsumerSettings consumerSettings(Settings settings) {
        return ConsumerSettings.withDefaults(
                connection(settings), settings.data().resolve("consumers"));
    }

    @Bean
    AuditSettings auditSettings(Settings settings) {
        return AuditSettings.in(settings.data().resolve("audit"));
    }

    private static Map<String, Object> connection(Settings settings) {
        return Map.of("bootstrap.servers", settings.brokers());
    }
}
