package org.keyledger.command.publisher;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The compacted topic that holds the publisher's checkpoint; the last committed record with a valid MAC counts, and
 * others are skipped.
 */
final class CheckpointTopic {

    /** The same for every ledger, so that a second ledger on the same topics is detected if it has the same vault. */
    private static final String KEY = "reached";

    private final AuthenticRecordReader reader;

    CheckpointTopic(Map<String, Object> connection, RecordAuthentication authentication) {
        this.reader = new AuthenticRecordReader(connection, authentication);
    }

    /** A record for the checkpoint, without its MAC. */
    static ProducerRecord<String, byte[]> record(PublishedPosition position) {
        return new ProducerRecord<>(Topics.PUBLISHER, 0, KEY, IntegrationEventJson.MAPPER.writeValueAsBytes(position));
    }

    /**
     * Reads the checkpoint; empty if there is none.
     *
     * @throws TimeoutException if it is not found within 15 s
     */
    Optional<PublishedPosition> read() {
        return reader.last(Topics.PUBLISHER).map(CheckpointTopic::parse);
    }

    /**
     * The checkpoint, or the position of the last published event if compaction has replaced the checkpoint by a forged
     * record; empty if nothing was ever published.
     *
     * @throws TimeoutException if it is not found within 15 s
     */
    Optional<PublishedPosition> readOrRecover() {
        return read().or(() -> reader.last(Topics.EVENTS).map(PublishedPosition::ofEvent));
    }

    /** How many records without a valid MAC were skipped. */
    long skipped() {
        return reader.skipped();
    }

    private static PublishedPosition parse(ConsumerRecord<String, byte[]> record) {
        return IntegrationEventJson.MAPPER.readValue(record.value(), PublishedPosition.class);
    }
}
