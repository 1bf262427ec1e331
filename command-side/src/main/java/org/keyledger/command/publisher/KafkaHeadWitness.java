package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.keyledger.kernel.crypto.RecordMac;
import org.keyledger.ledger.rollbackdetection.HeadWitness;
import org.keyledger.ledger.rollbackdetection.KnownHead;

/** Reads the published position from Kafka as a known head of the ledger. Waits at most 3 s for the broker. */
public final class KafkaHeadWitness implements HeadWitness {

    private static final int TIMEOUT_MILLIS = 3000;

    private final Map<String, Object> connection;
    private final UUID ledger;
    private final Supplier<Optional<RecordMac>> mac;

    /**
     * @param ledger the id of the ledger; a checkpoint of another ledger is ignored here and reported by the publisher
     * @param mac verifies the checkpoint, and is empty if the vault has no key for it yet; a checkpoint without a valid
     *     MAC is ignored
     */
    public KafkaHeadWitness(Map<String, Object> connection, UUID ledger, Supplier<Optional<RecordMac>> mac) {
        this.connection = new HashMap<>(connection);
        this.connection.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.connection.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.ledger = ledger;
        this.mac = mac;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Optional<KnownHead> read() {
        return mac.get()
                .flatMap(key -> new CheckpointTopic(connection, new RecordAuthentication(key)).read())
                .filter(checkpoint -> checkpoint.ledger().equals(ledger))
                .map(checkpoint -> new KnownHead(
                        checkpoint.ledger(), checkpoint.epoch(), checkpoint.position(), checkpoint.hash()));
    }
}
