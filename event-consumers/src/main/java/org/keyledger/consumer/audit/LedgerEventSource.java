package org.keyledger.consumer.audit;

import java.util.function.Consumer;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.RetryLaterException;
import tools.jackson.databind.JsonNode;

/** Published events, read from the ledger instead of from Kafka. */
public interface LedgerEventSource {

    /**
     * The position before which a reader of this epoch has seen what the ledger contains; 0 for an unknown epoch.
     *
     * @throws RetryLaterException if the ledger cannot be read
     */
    long commonPrefixWith(int epoch);

    /**
     * Passes the published events from this position on, in order.
     *
     * @param end the position to stop before; at most the ledger's next position
     * @throws RetryLaterException if the ledger cannot be read
     */
    void forEach(long from, long end, Consumer<CloudEvent<JsonNode>> action) throws InterruptedException;
}
