package org.keyledger.server.axon;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.user.SubjectKeyCreator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.EventSerialization;
import org.keyledger.ledger.axon.EventTypeRegistry;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerEventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the event store; Axon's starter configures the rest from the beans of the modules. */
@Configuration(proxyBeanMethods = false)
public class AxonConfiguration {

    private static final Set<String> PERSONAL_METADATA = Set.of(
            RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT, RequestMetadata.DEVICE, RequestMetadata.FINGERPRINT);

    @Bean
    LedgerAxonAdapter axonLedger(Ledger ledger, Vault vault, Clock clock, SecureRandom random) {
        var format = EventSerialization.of(new EventTypeRegistry(EventTypes.BY_NAME), PERSONAL_METADATA)
                .with(new UnwrappedFieldOrder());
        return new LedgerAxonAdapter(ledger, vault, format, clock, random);
    }

    @Bean
    SubjectKeyCreator subjectKeyCreator(LedgerAxonAdapter axonLedger) {
        return (user, tenant) -> axonLedger.keys().create(List.of(user.toString(), tenant.toString()));
    }

    @Bean
    LedgerEventStore eventStore(LedgerAxonAdapter axon) {
        return axon.eventStore();
    }
}
