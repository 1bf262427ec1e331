package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.keyledger.ledger.rollbackdetection.HeadWitness;
import org.keyledger.ledger.rollbackdetection.KnownHead;

/** Kafka as a witness of the ledger: how far it was published. Waits three seconds for a broker that does not answer. */
public final class KafkaHeadWitness implements HeadWitness {

    private static final int TIMEOUT_MILLIS = 3000;

    private final Map<String, Object> connection;
    private final UUID ledger;

    /** @param ledger whose; that the topics hold another one's events is for the publisher to say */
    public KafkaHeadWitness(Map<String, Object> connection, UUID ledger) {
        this.connection = new HashMap<>(connection);
        this.connection.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.connection.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Optional<KnownHead> read() {
        return new CheckpointTopic(connection)
                .read()
                .filter(it -> it.ledger().equals(ledger))
                .map(it -> new KnownHead(it.ledger(), it.epoch(), it.position(), it.hash()));
    }
}
