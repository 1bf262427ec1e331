package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One membership in a consumer group: reads what is committed, from where the group was. For one thread. */
final class KafkaSubscription implements AutoCloseable {

    private static final Duration LISTEN = Duration.ofMillis(200);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    KafkaSubscription(String name, String topic, Map<String, Object> connection) {
        var settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "keyledger-" + name);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    ConsumerRecords<String, byte[]> poll() {
        consumer.resume(consumer.paused());
        return consumer.poll(LISTEN);
    }

    /** How far it is from the end of what is committed, in Kafka's offsets; empty until Kafka has said. */
    OptionalLong unread() {
        var unread = 0L;
        for (var partition : consumer.assignment()) {
            var lag = consumer.currentLag(partition);
            if (lag.isEmpty()) {
                return lag;
            }
            unread += lag.getAsLong();
        }
        return consumer.assignment().isEmpty() ? OptionalLong.empty() : OptionalLong.of(unread);
    }

    void handled(ConsumerRecord<String, byte[]> record) {
        handled.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /** Tells the group how far it has come. */
    void commit() {
        if (!handled.isEmpty()) {
            consumer.commitSync(handled);
            handled.forEach((partition, next) -> committed.put(partition, next.offset()));
            handled.clear();
        }
    }

    /** Lets those of these records come again that are not committed. */
    void giveBack(ConsumerRecords<String, byte[]> records) {
        handled.clear();
        for (var partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                var first = records.records(partition).get(0).offset();
                consumer.seek(partition, Math.max(first, committed.getOrDefault(partition, 0L)));
            }
        }
    }

    /** Stays in the group and takes nothing. */
    void rest() {
        consumer.pause(consumer.assignment());
        giveBack(consumer.poll(LISTEN));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(GOODBYE));
    }
}
