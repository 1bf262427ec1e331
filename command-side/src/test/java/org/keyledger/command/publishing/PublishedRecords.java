package org.keyledger.command.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a reader sees who reads only what is committed. */
final class PublishedRecords {

    private PublishedRecords() {}

    static List<ConsumerRecord<String, byte[]>> in(String topic, BrokerInTheJvm broker) {
        var settings = new HashMap<>(broker.connection());
        settings.putAll(Map.of("isolation.level", "read_committed", "enable.auto.commit", false));
        var partition = List.of(new TopicPartition(topic, 0));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var end = consumer.endOffsets(partition).get(partition.get(0));
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** None as long as there is no such topic. */
    static int count(String topic, BrokerInTheJvm broker) throws Exception {
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
