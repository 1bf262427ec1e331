package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;

/** Records on the service's topics that the service has not written, by a principal that may write to them. */
final class ForgedRecords {

    private static final String FAR_POSITION = "999999999999999999";

    private final Map<String, Object> connection;

    ForgedRecords(Map<String, Object> connection) {
        this.connection = connection;
    }

    /**
     * Sends an event and a mail request with a position far beyond the ledger, malformed ones for the subject, and a
     * publisher's checkpoint of a later epoch.
     *
     * @param genuine an event of the ledger, whose id and headers are copied
     * @return how many records were sent to the events topic
     */
    int send(TopicRecord genuine, String subject) {
        var far = new HashMap<>(genuine.headers());
        far.put("ce_id", ledger(genuine) + ".0/" + FAR_POSITION);
        far.put("ce_position", FAR_POSITION);
        far.put("ce_subject", subject);
        var checkpoint = "{\"ledger\":\"" + ledger(genuine) + "\",\"epoch\":99,\"position\":5,\"hash\":\"00\"}";
        send(List.of(
                record("identity.events.v1", subject, far, "{\"user_id\":\"" + subject + "\",\"forged\":true}"),
                record("identity.events.v1", subject, Map.of(), "forged, and not JSON"),
                record("identity.events.v1", subject, genuine.headers(), "{\"forged\":true}"),
                record("identity.mail.v1", subject, far, mailRequest(subject)),
                record("identity.mail.v1", subject, far, "{\"template\":\"nope\"}"),
                record("identity.mail.v1", subject, Map.of(), "{\"template\":\"nope\"}"),
                record("identity.publisher.v1", "reached", Map.of(), checkpoint)));
        return 3;
    }

    private static String ledger(TopicRecord genuine) {
        return genuine.headers().get("ce_source").replace("urn:uuid:", "");
    }

    private static String mailRequest(String subject) {
        return "{\"template\":\"verify_email\",\"user_id\":\"" + subject + "\",\"request_id\":\"" + subject
                + "\",\"language\":\"en\"}";
    }

    private static ProducerRecord<String, byte[]> record(
            String topic, String key, Map<String, String> headers, String body) {
        var record = new ProducerRecord<>(topic, 0, key, body.getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        try (var producer = new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
