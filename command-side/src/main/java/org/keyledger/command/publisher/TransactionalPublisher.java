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
import org.keyledger.ledger.LedgerIdentity;

/** Where events leave: one transaction holds records and the place they bring us to, so a reader of what is committed meets each once. */
final class TransactionalPublisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Optional<PublishedPosition> publishedPosition;

    /** Fences every older outlet of the same ledger, and only then looks how far it had come. */
    private TransactionalPublisher(Producer<String, byte[]> producer, KafkaBroker exchange) {
        this.producer = producer;
        try {
            producer.initTransactions();
            this.publishedPosition = exchange.publishedPosition();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    static TransactionalPublisher open(LedgerIdentity ledger, KafkaBroker exchange) {
        exchange.createTopics();
        return new TransactionalPublisher(exchange.producer(producerSettings(ledger)), exchange);
    }

    /** Where its predecessor had come to. */
    Optional<PublishedPosition> publishedPosition() {
        return publishedPosition;
    }

    /** Publishes all or nothing. After a failure nobody knows which: this outlet is of no more use, the next one will see. */
    void publish(List<ProducerRecord<String, byte[]>> records, PublishedPosition reached) {
        producer.beginTransaction();
        records.forEach(this::send);
        send(CheckpointTopic.record(reached));
        producer.commitTransaction();
    }

    /** A record that failed at once, for want of a broker, would have each of the others wait as long. */
    private void send(ProducerRecord<String, byte[]> record) {
        var sent = producer.send(record);
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a record cannot be sent", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
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
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }
}
