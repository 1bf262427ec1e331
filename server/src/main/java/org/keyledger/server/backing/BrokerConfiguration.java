package org.keyledger.server.backing;

import java.util.Map;
import org.keyledger.command.publishing.PublisherSettings;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka: the brokers that are named, or one in this JVM. */
@Configuration(proxyBeanMethods = false)
public class BrokerConfiguration {

    @Bean
    Broker broker(Settings settings) {
        return settings.embedsBroker()
                ? Broker.here(() -> EmbeddedBroker.start(settings.data().resolve("kafka"), settings.kafkaPort()))
                : Broker.elsewhere();
    }

    @Bean
    PublisherSettings publisherSettings(Settings settings) {
        return PublisherSettings.to(Map.of("bootstrap.servers", settings.brokers()));
    }
}
