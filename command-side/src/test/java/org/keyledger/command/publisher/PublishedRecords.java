package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads committed records only. */
final class PublishedRecords {

    private static final int MAX_MARKER_POLLS = 100;

    private PublishedRecords() {}

    static List<ConsumerRecord<String, byte[]>> in(String topic, TestKafkaBroker broker) {
        var partition = new TopicPartition(topic, 0);
        try (var consumer = reader(broker, "read_committed");
                var everything = reader(broker, "read_uncommitted")) {
            awaitMarkers(partition, consumer, everything);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = end(consumer, partition);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /**
     * Committed records become readable shortly after the commit was acknowledged; records of open transactions never
     * do.
     */
    private static void awaitMarkers(TopicPartition partition, KafkaConsumer<?, ?> consumer, KafkaConsumer<?, ?> all) {
        for (var looks = 0; looks < MAX_MARKER_POLLS && end(consumer, partition) < end(all, partition); looks++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static long end(KafkaConsumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    private static KafkaConsumer<String, byte[]> reader(TestKafkaBroker broker, String isolation) {
        var settings = new HashMap<>(broker.connection());
        settings.putAll(Map.of("isolation.level", isolation, "enable.auto.commit", false));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Empty if the topic does not exist. */
    static int count(String topic, TestKafkaBroker broker) throws Exception {
        return broker.partitionsOf(topic) == 1 ? in(topic, broker).size() : 0;
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return header(record.headers(), name);
    }

    static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    static List<Long> positions(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(it -> Long.parseLong(header(it, "ce_position")))
                .toList();
    }
}
