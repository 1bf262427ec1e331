package org.keyledger.consumer.audit;

import java.time.Clock;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.consumer.subscription.RecordProof;
import org.keyledger.consumer.subscription.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Configures the audit archive; needs the beans that its method takes. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    EventConsumer<?> audit(
            ConsumerSettings consumerSettings,
            RecordProof proof,
            AuditSettings settings,
            LedgerEventSource ledger,
            Clock clock) {
        var archiver = new AuditArchiver(settings, ledger, clock);
        return new EventConsumer<>(
                new Subscription<>("audit", "identity.events.v1", JsonNode.class, archiver), consumerSettings, proof);
    }
}
