package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.keyledger.ledger.Eventually;

/** Reads committed records only. */
final class PublishedRecords {

    private PublishedRecords() {}

    static List<ConsumerRecord<String, byte[]>> in(String topic, TestKafkaBroker broker) {
        var partition = new TopicPartition(topic, 0);
        awaitMarkers(broker);
        try (var consumer = reader(broker)) {
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
     * Waits until no transaction is ending: the broker acknowledges a commit before it writes the markers that make its
     * records readable.
     */
    private static void awaitMarkers(TestKafkaBroker broker) {
        try (var admin = Admin.create(broker.connection())) {
            Eventually.awaitTrue(() -> ending(admin).isEmpty(), () -> ending(admin));
        }
    }

    private static Collection<TransactionListing> ending(Admin admin) {
        var states = Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);
        try {
            return admin.listTransactions(new ListTransactionsOptions().filterStates(states))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long end(KafkaConsumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    private static KafkaConsumer<String, byte[]> reader(TestKafkaBroker broker) {
        var settings = new HashMap<>(broker.connection());
        settings.putAll(Map.of("isolation.level", "read_committed", "enable.auto.commit", false));
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
