package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A Kafka consumer outside the service that reads committed records from the beginning. */
final class TopicReader {

    private final Map<String, Object> connection;

    /** Reads without authentication. */
    TopicReader(String brokers) {
        this(Map.of("bootstrap.servers", brokers));
    }

    /** @param connection client properties */
    TopicReader(Map<String, Object> connection) {
        this.connection = connection;
    }

    /** One record of a topic, its CloudEvents headers by name. */
    record TopicRecord(String topic, String key, Map<String, String> headers, String value) {

        String type() {
            return headers.getOrDefault("ce_type", "");
        }

        String subject() {
            return headers.getOrDefault("ce_subject", "");
        }

        long position() {
            return Long.parseLong(headers.getOrDefault("ce_position", "-1"));
        }
    }

    /** Reads the topic from its beginning until a record matches; returns all records read. */
    List<TopicRecord> readUntil(String topic, Predicate<TopicRecord> last) {
        return read(consumer -> consumer.subscribe(List.of(topic)), last, Duration.ofSeconds(90));
    }

    /** All records of all topics. */
    List<TopicRecord> readAll() {
        return read(
                consumer -> consumer.subscribe(consumer.listTopics().keySet()), read -> false, Duration.ofSeconds(6));
    }

    private List<TopicRecord> read(
            java.util.function.Consumer<KafkaConsumer<byte[], byte[]>> subscribe,
            Predicate<TopicRecord> last,
            Duration atMost) {
        var all = new ArrayList<TopicRecord>();
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            subscribe.accept(consumer);
            var end = System.nanoTime() + atMost.toNanos();
            while (System.nanoTime() < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    all.add(read(record));
                    if (last.test(all.get(all.size() - 1))) {
                        return all;
                    }
                }
            }
        }
        return all;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(connection);
        settings.putAll(Map.of(
                "group.id", "reader-" + UUID.randomUUID(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "exclude.internal.topics", "false"));
        return settings;
    }

    private static TopicRecord read(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new TopicRecord(record.topic(), text(record.key()), headers, text(record.value()));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
