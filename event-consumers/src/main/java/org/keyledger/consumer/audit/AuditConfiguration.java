package org.keyledger.consumer.audit;

import java.time.Clock;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.consumer.subscription.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Configures the audit archive; needs {@link ConsumerSettings}, {@link AuditSettings} and a clock. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    EventConsumer<?> audit(ConsumerSettings consumerSettings, AuditSettings settings, Clock clock) {
        return new EventConsumer<>(
                new Subscription<>("audit", "identity.events.v1", JsonNode.class, new AuditArchiver(settings, clock)),
                consumerSettings);
    }
}
