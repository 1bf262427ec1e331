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
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A membership in a Kafka consumer group: reads committed records from the group's offset. Not thread-safe, {@link #wakeUp}
 * apart. While no records arrive, it waits for them at the broker: a record is delivered without delay, and an idle
 * consumer sends a request every few seconds.
 */
final class KafkaSubscription implements AutoCloseable {

    /**
     * Defaults of the operator's properties. The broker answers a fetch as soon as a record is committed, at the latest
     * after five seconds. After a crash, it gives the partition to the next member when the session has expired. The
     * client's heartbeat thread wakes at the interval of retries too.
     */
    private static final Map<String, Object> WAITING = Map.of(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5_000,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 5_000,
            ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 1_000,
            ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "",
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);

    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

    /** A poll does not return when a partition is assigned, or when Kafka serves the topic again. */
    private static final Duration UNSETTLED_POLL_TIMEOUT = Duration.ofMillis(200);

    private static final Duration REACH_TIMEOUT = Duration.ofSeconds(3);
    private static final long REACH_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * The group is left at the beginning of the close. The rest of the time would be spent waiting for the end of the
     * present fetch.
     */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSubscription.class);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> handledOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final String topic;
    private long lastReached = System.nanoTime() - REACH_INTERVAL_NANOS;
    private boolean reachable;

    /** @param maxRecords how many records a poll returns at most */
    KafkaSubscription(String name, String topic, Map<String, Object> connection, int maxRecords) {
        this.topic = topic;
        var settings = new HashMap<>(WAITING);
        settings.putAll(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "keyledger-" + name);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** Returns when there are records, after {@link #wakeUp}, or after five seconds. */
    ConsumerRecords<String, byte[]> poll() {
        consumer.resume(consumer.paused());
        var records = poll(reachable && isAssigned() ? POLL_TIMEOUT : UNSETTLED_POLL_TIMEOUT);
        if (!records.isEmpty()) {
            reached(true);
        }
        return records;
    }

    private ConsumerRecords<String, byte[]> poll(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** Ends a poll, at present or the next one; any thread may call it. */
    void wakeUp() {
        consumer.wakeup();
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
            } catch (WakeupException e) {
                LOG.debug("Check of topic {} ended by the close", topic, e);
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
            commitSync();
            handledOffsets.forEach((partition, next) -> committed.put(partition, next.offset()));
            handledOffsets.clear();
        }
    }

    private void commitSync() {
        try {
            consumer.commitSync(handledOffsets);
        } catch (WakeupException e) {
            consumer.commitSync(handledOffsets); // a wake-up ends one call only
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
        rewind(poll(UNSETTLED_POLL_TIMEOUT));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
