package org.keyledger.server.wiring;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.keyledger.command.publisher.PublishedEventReader;
import org.keyledger.consumer.audit.LedgerEventSource;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.RecordProof;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.RecordMac;
import org.keyledger.ledger.StoreUnavailableException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Configures what the consumers use of the ledger: the proof of records, and events that a topic no longer has. */
@Configuration(proxyBeanMethods = false)
public class ConsumerLedgerConfiguration {

    @Bean
    RecordProof recordProof(ServiceKeys keys, PublishedEventReader events) {
        return new RecordProof(
                new RecordMac(keys.key(Purpose.RECORD)), () -> readOrRetryLater(events::nextPosition));
    }

    @Bean
    LedgerEventSource ledgerEventSource(PublishedEventReader events) {
        return new PublishedEvents(events);
    }

    private static long readOrRetryLater(LongSupplier read) {
        try {
            return read.getAsLong();
        } catch (StoreUnavailableException e) {
            throw new RetryLaterException("Could not read the ledger", e);
        }
    }

    private record PublishedEvents(PublishedEventReader events) implements LedgerEventSource {

        @Override
        public long commonPrefixWith(int epoch) {
            return events.commonPrefixWith(epoch);
        }

        @Override
        public void forEach(long from, long end, Consumer<CloudEvent<JsonNode>> action) throws InterruptedException {
            try {
                events.forEach(
                        from, end, (headers, body) -> action.accept(CloudEvent.read(headers, body, JsonNode.class)));
            } catch (StoreUnavailableException e) {
                throw new RetryLaterException("Could not read the ledger", e);
            }
        }
    }
}
