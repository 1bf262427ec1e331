package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.keyledger.command.publisher.KafkaBroker.TopicMonitor;
import org.keyledger.ledger.LedgerIdentity;

/**
 * Publishes batches transactionally: records and the new checkpoint commit together, so that a consumer that reads
 * committed records receives each event once.
 */
final class TransactionalPublisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Optional<PublishedPosition> publishedPosition;
    private final RecordAuthentication authentication;
    private final TopicMonitor monitor;

    /** Fences every older producer of the same ledger, and reads the checkpoint only after that. */
    private TransactionalPublisher(
            Producer<String, byte[]> producer, KafkaBroker broker, RecordAuthentication authentication) {
        this.producer = producer;
        this.authentication = authentication;
        try {
            producer.initTransactions();
            this.publishedPosition = broker.publishedPosition();
            this.monitor = broker.monitor();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    static TransactionalPublisher open(LedgerIdentity ledger, KafkaBroker broker, RecordAuthentication authentication) {
        broker.createTopics();
        return new TransactionalPublisher(broker.producer(producerSettings(ledger)), broker, authentication);
    }

    /** The checkpoint of the previous publisher. */
    Optional<PublishedPosition> publishedPosition() {
        return publishedPosition;
    }

    /**
     * Publishes all records or none. After an exception the outcome is unknown; close this publisher, the next one
     * reads the checkpoint.
     */
    void publish(List<ProducerRecord<String, byte[]>> records, PublishedPosition position) {
        producer.beginTransaction();
        records.forEach(this::send);
        send(authentication.sign(CheckpointTopic.record(position)));
        producer.commitTransaction();
    }

    /** @throws KafkaException if Kafka is unavailable or a topic is missing */
    void check() {
        monitor.check();
    }

    /**
     * Fails on the first record that fails immediately. Without this check each further record would wait for the
     * broker as long as the first.
     */
    private void send(ProducerRecord<String, byte[]> record) {
        var sent = producer.send(record);
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new KafkaException("Could not send a record to Kafka", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
        monitor.close();
        producer.close(Duration.ZERO);
    }

    static Producer<String, byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> producerSettings(LedgerIdentity ledger) {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "keyledger-publisher-" + ledger.id());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"); // not every client library reads every format
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }
}
