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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A membership in a Kafka consumer group: reads committed records from the group's offset. Not thread-safe. */
final class KafkaSubscription implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration REACH_TIMEOUT = Duration.ofSeconds(3);
    private static final long REACH_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> handledOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final String topic;
    private long lastReached = System.nanoTime() - REACH_INTERVAL_NANOS;
    private boolean reachable;

    KafkaSubscription(String name, String topic, Map<String, Object> connection) {
        this.topic = topic;
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
        var records = consumer.poll(POLL_TIMEOUT);
        if (!records.isEmpty()) {
            reached(true);
        }
        return records;
    }

    /** Whether this member of the group reads a partition of the topic. */
    boolean isAssigned() {
        return !consumer.assignment().isEmpty();
    }

    /**
     * Whether Kafka serves the topic. A poll returns nothing if it does not, so without records the end of the topic is
     * requested every 5 s; waits up to 3 s for it.
     */
    boolean isReachable() {
        if (System.nanoTime() - lastReached >= REACH_INTERVAL_NANOS) {
            try {
                consumer.endOffsets(List.of(new TopicPartition(topic, 0)), REACH_TIMEOUT);
                reached(true);
            } catch (TimeoutException e) {
                reached(false);
            }
        }
        return reachable;
    }

    private void reached(boolean success) {
        reachable = success;
        lastReached = success ? System.nanoTime() : System.nanoTime() - REACH_INTERVAL_NANOS;
    }

    /** The distance to the end of the committed records, in Kafka offsets; empty while unknown. */
    OptionalLong lag() {
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

    void markHandled(ConsumerRecord<String, byte[]> record) {
        handledOffsets.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /** Commits the offsets of handled records for the group. */
    void commit() {
        if (!handledOffsets.isEmpty()) {
            consumer.commitSync(handledOffsets);
            handledOffsets.forEach((partition, next) -> committed.put(partition, next.offset()));
            handledOffsets.clear();
        }
    }

    /** Seeks back, so that those of these records that are not committed are delivered again. */
    void rewind(ConsumerRecords<String, byte[]> records) {
        handledOffsets.clear();
        for (var partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                var first = records.records(partition).get(0).offset();
                consumer.seek(partition, Math.max(first, committed.getOrDefault(partition, 0L)));
            }
        }
    }

    /** Polls without taking records, to keep the membership in the group. */
    void pollPaused() {
        consumer.pause(consumer.assignment());
        rewind(consumer.poll(POLL_TIMEOUT));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
