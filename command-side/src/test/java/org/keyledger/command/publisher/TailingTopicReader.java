package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.keyledger.ledger.Eventually;

/** Reads committed records from the start of a topic and while it is written. */
final class TailingTopicReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Long> positions = new ArrayList<>();

    TailingTopicReader(String topic, TestKafkaBroker broker) {
        var settings = new HashMap<>(broker.connection());
        settings.putAll(
                Map.of("isolation.level", "read_committed", "enable.auto.commit", false, "fetch.max.wait.ms", 10));
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Reads the records that are available now. */
    void poll() {
        consumer.poll(Duration.ofMillis(5))
                .forEach(record -> positions.add(Long.parseLong(PublishedRecords.header(record, "ce_position"))));
    }

    void awaitPosition(long position) {
        Eventually.awaitTrue(
                () -> {
                    poll();
                    return !positions.isEmpty() && positions.get(positions.size() - 1) >= position;
                },
                () -> positions);
    }

    /** Positions of all events read so far, in the order of reading. */
    List<Long> positions() {
        return positions;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
