package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the last record of a topic that this service has written. It reads backwards in growing windows, so that neither
 * a long topic nor records of others delay it. Not thread-safe, {@link #skipped} apart.
 */
final class AuthenticRecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(AuthenticRecordReader.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int FIRST_WINDOW = 100;
    private static final int WINDOW_GROWTH = 10;

    private final Map<String, Object> settings;
    private final RecordAuthentication authentication;
    private final Map<String, Long> countedBefore = new HashMap<>();
    private final AtomicLong skipped = new AtomicLong();
    private @Nullable Long lastLogged;

    AuthenticRecordReader(Map<String, Object> connection, RecordAuthentication authentication) {
        this.authentication = authentication;
        settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // close() waits for the current fetch, which at the end of the topic returns only after this time
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    }

    /** Records that were skipped because their MAC is missing or wrong; each is counted once. */
    long skipped() {
        return skipped.get();
    }

    /**
     * The last committed record with a valid MAC in partition 0.
     *
     * @throws TimeoutException if it is not found within 15 s
     */
    Optional<ConsumerRecord<String, byte[]>> last(String topic) {
        var partition = new TopicPartition(topic, 0);
        var partitions = List.of(partition);
        var deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            var begin = consumer.beginningOffsets(partitions).getOrDefault(partition, 0L);
            var end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
            var topicEnd = end;
            for (long window = FIRST_WINDOW; end > begin; window *= WINDOW_GROWTH) {
                var start = Math.max(begin, end - window);
                consumer.seek(partition, start);
                var found = lastBefore(end, consumer, partition, deadline);
                if (found != null) {
                    countedBefore.put(topic, topicEnd);
                    return Optional.of(found);
                }
                end = start;
            }
            countedBefore.put(topic, topicEnd);
        }
        return Optional.empty();
    }

    private @Nullable ConsumerRecord<String, byte[]> lastBefore(
            long end, Consumer<String, byte[]> consumer, TopicPartition partition, long deadline) {
        ConsumerRecord<String, byte[]> last = null;
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() >= end) {
                    break;
                }
                if (authentication.verify(record)) {
                    last = record;
                } else {
                    skip(record);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "Could not read " + partition.topic() + " within " + READ_TIMEOUT.toSeconds() + " s");
            }
        }
        return last;
    }

    private void skip(ConsumerRecord<String, byte[]> record) {
        if (record.offset() < countedBefore.getOrDefault(record.topic(), 0L)) {
            return;
        }
        skipped.incrementAndGet();
        var now = System.nanoTime();
        if (lastLogged == null || now - lastLogged >= LOG_INTERVAL_NANOS) {
            lastLogged = now;
            LOG.warn(
                    "Kafka records without a valid MAC skipped, {} since the start, the last one in topic {}, partition"
                            + " {}, offset {}: they were not written by this service",
                    skipped.get(),
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }
}
