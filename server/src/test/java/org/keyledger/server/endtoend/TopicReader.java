package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An external consumer that reads the committed records of a topic from its start. */
final class TopicReader {

    private final String brokers;

    TopicReader(String brokers) {
        this.brokers = brokers;
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

    /** Reads the topic from its start until a record matches; returns all records read. */
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
        return Map.of(
                "bootstrap.servers", brokers,
                "group.id", "reader-" + java.util.UUID.randomUUID(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "exclude.internal.topics", "false");
    }

    private static TopicRecord read(ConsumerRecord<byte[], byte[]> record) {
        var headers = new java.util.HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new TopicRecord(record.topic(), text(record.key()), headers, text(record.value()));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
