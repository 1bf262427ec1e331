package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keyledger.kernel.EventTypes;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.epoch.LedgerReopened;

/**
 * Encodes events as Kafka records: CloudEvents 1.0 in the binary content mode of the Kafka protocol binding, section
 * 3.2. The record key is the subject, so that events of one subject stay in one partition when a topic is copied.
 */
final class CloudEventEncoder {

    private static final Map<Class<?>, String> EVENT_TYPES = Stream.concat(
                    EventTypes.BY_NAME.entrySet().stream(),
                    Stream.of(Map.entry(LedgerReopened.NAME, LedgerReopened.class)))
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    /** The reverse DNS name of the project, as CloudEvents 1.0, section 3.1.1, recommends. */
    private static final String TYPE_PREFIX = "org.keyledger.";

    /** Where the JSON Schemas of {@code docs/reference/events} are published. */
    private static final String SCHEMAS = "https://keyledger.org/schemas/events/v1/";

    private static final String MAIL_EVENT_TYPE = "mail.ordered";

    private final Epochs epochs;
    private final RecordAuthentication authentication;

    CloudEventEncoder(Epochs epochs, RecordAuthentication authentication) {
        this.epochs = epochs;
        this.authentication = authentication;
    }

    /** The records to publish for this event; none if the event is private. */
    List<ProducerRecord<String, byte[]>> encode(LedgerEvent event) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>(2);
        IntegrationEventTranslator.translate(event.payload())
                .map(body -> record(Topics.EVENTS, "", typeOf(event), body.subject(), event, body))
                .ifPresent(records::add);
        MailRequestEvent.of(event)
                .map(mail -> record(Topics.MAIL, "#mail", MAIL_EVENT_TYPE, mail.subject(), event, mail))
                .ifPresent(records::add);
        return records;
    }

    /** The stored type name of an event; the published type has the prefix {@code org.keyledger.}. */
    static String typeOf(Class<?> event) {
        return EVENT_TYPES.getOrDefault(event, event.getName());
    }

    private static String typeOf(LedgerEvent event) {
        return typeOf(event.payload().getClass());
    }

    /**
     * @param part suffix of the source that separates the mail topic: source and id together must identify one
     *     CloudEvent
     */
    private ProducerRecord<String, byte[]> record(
            String topic, String part, String type, Object subject, LedgerEvent event, Object body) {
        var ledger = epochs.at(event.position());
        var record =
                new ProducerRecord<>(topic, 0, subject.toString(), IntegrationEventJson.MAPPER.writeValueAsBytes(body));
        BiConsumer<String, Object> header =
                (name, value) -> record.headers().add(name, value.toString().getBytes(UTF_8));
        header.accept("ce_specversion", "1.0");
        header.accept("ce_id", ledger + "/" + event.position());
        header.accept("ce_source", "urn:uuid:" + ledger.id() + part);
        header.accept("ce_type", TYPE_PREFIX + type);
        header.accept("ce_subject", subject);
        header.accept("ce_time", event.time().truncatedTo(ChronoUnit.MILLIS));
        header.accept("ce_position", event.position());
        header.accept("ce_dataschema", SCHEMAS + type + ".schema.json");
        CauseHeaders.of(event.metadata()).forEach(header);
        header.accept("content-type", "application/json");
        return authentication.sign(record);
    }
}
