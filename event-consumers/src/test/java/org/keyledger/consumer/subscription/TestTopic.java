package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.keyledger.command.publisher.TestKafkaBroker;
import org.keyledger.kernel.crypto.RecordMac;

/** A topic on a real broker, and events for it. */
public final class TestTopic implements AutoCloseable {

    public static final String LEDGER = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static final RecordMac MAC = new RecordMac(new SecretKeySpec(new byte[32], "HmacSHA256"));

    private final TestKafkaBroker broker;
    private final String name;
    private final KafkaProducer<String, byte[]> producer;

    private TestTopic(TestKafkaBroker broker, String name) {
        this.broker = broker;
        this.name = name;
        this.producer = new KafkaProducer<>(settings(broker), new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** A new topic. */
    public static TestTopic fresh() throws Exception {
        return named("topic-" + UUID.randomUUID(), TestKafkaBroker.shared());
    }

    public static TestTopic named(String name, TestKafkaBroker broker) throws Exception {
        broker.createTopic(name, 1);
        return new TestTopic(broker, name);
    }

    public String name() {
        return name;
    }

    public Map<String, Object> connection() {
        return broker.connection();
    }

    /** Sends an event of the ledger. */
    public void send(long position, String type, String subject, String body) throws Exception {
        send(signed(record(position, type, subject, body)));
    }

    /** Sends a record that looks like an event of the ledger, with a MAC of another key. */
    public void sendForged(long position, String type, String subject, String body) throws Exception {
        var record = record(position, type, subject, body);
        record.headers().add(RecordMac.HEADER, "00".repeat(32).getBytes(UTF_8));
        send(record);
    }

    /** Sends an event of the ledger without these headers, signed, and with further ones. */
    public void sendChanged(long position, String subject, String body, Consumer<Headers> change) throws Exception {
        var record = signed(record(position, "org.keyledger.apikey.revoked", subject, body));
        change.accept(record.headers());
        send(record);
    }

    /** A proof with the key that signs the events of this class, and a ledger that ends before this position. */
    public static RecordProof proof(LongSupplier nextPosition) {
        return new RecordProof(MAC, nextPosition);
    }

    private ProducerRecord<String, byte[]> record(long position, String type, String subject, String body) {
        var record = new ProducerRecord<>(name, subject, body.getBytes(UTF_8));
        attributes(position, type, subject)
                .forEach((header, value) -> record.headers().add(header, value.getBytes(UTF_8)));
        return record;
    }

    private ProducerRecord<String, byte[]> signed(ProducerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        var mac = MAC.compute(name, record.key(), headers, record.value());
        record.headers().add(RecordMac.HEADER, mac.getBytes(UTF_8));
        return record;
    }

    private static Map<String, String> attributes(long position, String type, String subject) {
        var attributes = new HashMap<String, String>(Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                LEDGER + ".0/" + position,
                "ce_source",
                "urn:uuid:" + LEDGER,
                "ce_type",
                type,
                "ce_subject",
                subject,
                "ce_time",
                "2026-01-02T03:04:05Z",
                "ce_position",
                Long.toString(position),
                "content-type",
                "application/json"));
        attributes.putAll(Map.of(
                "ce_actorkind", "key",
                "ce_actoruser", "a user",
                "ce_actorcredential", "key_b",
                "ce_tenant", "cust_c",
                "ce_requestid", "a request",
                "ce_decidedatposition", Long.toString(position - 1)));
        return attributes;
    }

    /** Sends a record that is not a CloudEvent. */
    public void sendGarbage(String key) throws Exception {
        send(new ProducerRecord<>(name, key, "not { json".getBytes(UTF_8)));
    }

    private void send(ProducerRecord<String, byte[]> record) throws Exception {
        producer.beginTransaction();
        producer.send(record).get();
        producer.commitTransaction();
    }

    /** Sends a record in a transaction that is aborted, so that consumers of committed records never read it. */
    public void sendAndAbort(long position, String subject) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(name, subject, ("aborted " + position).getBytes(UTF_8)))
                .get();
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static Map<String, Object> settings(TestKafkaBroker broker) {
        var settings = new HashMap<>(broker.connection());
        settings.put("transactional.id", "test-" + UUID.randomUUID());
        return settings;
    }
}
