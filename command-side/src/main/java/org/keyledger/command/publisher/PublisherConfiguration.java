package org.keyledger.command.publisher;

import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.RecordMac;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the publisher; needs the ledger, service keys and {@link PublisherSettings}. It runs as long as the application context.
 */
@Configuration(proxyBeanMethods = false)
public class PublisherConfiguration {

    @Bean
    Publisher publisher(Ledger ledger, LedgerAxonAdapter axon, PublisherSettings settings, ServiceKeys keys) {
        return new Publisher(new LedgerFeed(ledger, axon.eventStore()), settings, authentication(keys));
    }

    @Bean
    PublishedEventReader publishedEventReader(Ledger ledger, LedgerAxonAdapter axon, ServiceKeys keys) {
        return new PublishedEventReader(new LedgerFeed(ledger, axon.eventStore()), authentication(keys));
    }

    private static RecordAuthentication authentication(ServiceKeys keys) {
        return new RecordAuthentication(new RecordMac(keys.key(Purpose.RECORD)));
    }
}
