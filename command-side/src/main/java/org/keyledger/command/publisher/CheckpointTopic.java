package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The compacted topic that holds the publisher's checkpoint; the last committed record counts. */
final class CheckpointTopic {

    /** The same for every ledger, so that a second ledger on the same topics is detected. */
    private static final String KEY = "reached";

    private static final TopicPartition PARTITION = new TopicPartition(Topics.PUBLISHER, 0);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private final Map<String, Object> settings;

    CheckpointTopic(Map<String, Object> connection) {
        settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // close() waits for the current fetch, which at the end of the topic returns only after this time
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    }

    static ProducerRecord<String, byte[]> record(PublishedPosition position) {
        return new ProducerRecord<>(Topics.PUBLISHER, 0, KEY, IntegrationEventJson.MAPPER.writeValueAsBytes(position));
    }

    /**
     * Reads to the end of the committed records; empty if nothing was ever published.
     *
     * @throws TimeoutException if the end is not reached within 15 s
     */
    Optional<PublishedPosition> read() {
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            return last(consumer, consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L));
        }
    }

    private static Optional<PublishedPosition> last(Consumer<String, byte[]> consumer, long end) {
        var deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        byte @Nullable [] last = null;
        while (consumer.position(PARTITION) < end) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                last = record.value();
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "Could not read " + Topics.PUBLISHER + " to its end within " + READ_TIMEOUT.toSeconds() + " s");
            }
        }
        return Optional.ofNullable(last)
                .map(value -> IntegrationEventJson.MAPPER.readValue(value, PublishedPosition.class));
    }
}
