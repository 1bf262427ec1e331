package org.keyledger.server.wiring;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.keyledger.command.publisher.PublisherSettings;
import org.keyledger.consumer.audit.AuditSettings;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.server.broker.BrokerAccess;
import org.keyledger.server.broker.BrokerFolderCheck;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.settings.KafkaClientSettings;
import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.ConfigurableEnvironment;

/** Configures Kafka: the external cluster or a broker in this process. */
@Configuration(proxyBeanMethods = false)
public class BrokerConfiguration {

    /**
     * Checks the folder of the embedded broker before the API accepts requests, and after the storage is locked: another
     * process must not use the folder.
     */
    @Bean
    @DependsOn("ledgerStorage")
    KafkaConnection kafkaConnection(
            Settings settings, ConfigurableEnvironment environment, SecureRandom random, Clock clock) {
        if (!settings.embedsBroker()) {
            return KafkaConnection.external(
                    KafkaClientSettings.read(settings, environment).forBrokers(settings.brokers()));
        }
        BrokerFolderCheck.moveAsideIfDamaged(folder(settings), clock);
        return KafkaConnection.embedded(BrokerAccess.of(folder(settings), random));
    }

    /** Refuses a port in use before the API accepts requests: another start later would not help. */
    @Bean
    BrokerLifecycle brokerLifecycle(Settings settings, KafkaConnection kafka, Clock clock) {
        return kafka.embedded()
                .map(access -> {
                    var port = EmbeddedBroker.choosePort(settings.kafkaPort(), access);
                    return BrokerLifecycle.embedded(() -> start(settings, port, access, clock));
                })
                .orElseGet(BrokerLifecycle::external);
    }

    private static EmbeddedBroker start(Settings settings, int port, BrokerAccess access, Clock clock) {
        BrokerFolderCheck.moveAsideIfDamaged(folder(settings), clock);
        return EmbeddedBroker.start(folder(settings), port, access);
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
