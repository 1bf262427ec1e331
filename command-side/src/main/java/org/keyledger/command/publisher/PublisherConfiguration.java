package org.keyledger.command.publisher;

import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the publisher; needs the ledger and {@link PublisherSettings}. It runs as long as the application context.
 */
@Configuration(proxyBeanMethods = false)
public class PublisherConfiguration {

    @Bean
    Publisher publisher(Ledger ledger, LedgerAxonAdapter axon, PublisherSettings settings) {
        return new Publisher(new LedgerFeed(ledger, axon.eventStore()), settings);
    }
}
