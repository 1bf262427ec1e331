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
 * Makes records of events: CloudEvents 1.0 in the binary mode of its Kafka binding, section 3.2. The record's key is the
 * subject, so that the events of one subject stay together wherever they are copied.
 */
final class CloudEventEncoder {

    private static final Map<Class<?>, String> EVENT_TYPES = Stream.concat(
                    EventTypes.BY_NAME.entrySet().stream(),
                    Stream.of(Map.entry(LedgerReopened.NAME, LedgerReopened.class)))
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final String MAIL_EVENT_TYPE = "mail.ordered";

    private final Epochs epochs;

    CloudEventEncoder(Epochs epochs) {
        this.epochs = epochs;
    }

    /** What leaves of this event: nothing if it is private. */
    List<ProducerRecord<String, byte[]>> encode(LedgerEvent event) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>(2);
        IntegrationEventTranslator.translate(event.payload())
                .map(form -> record(Topics.EVENTS, "", typeOf(event), form.subject(), event, form))
                .ifPresent(records::add);
        MailRequestEvent.of(event.payload())
                .map(order -> record(Topics.MAIL, "#mail", MAIL_EVENT_TYPE, order.userId(), event, order))
                .ifPresent(records::add);
        return records;
    }

    /** The published type of an event is the name it is stored under. */
    static String typeOf(Class<?> event) {
        return EVENT_TYPES.getOrDefault(event, event.getName());
    }

    private static String typeOf(LedgerEvent event) {
        return typeOf(event.payload().getClass());
    }

    /** @param part sets the source of the mail topic apart: source and id together name one CloudEvent only */
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
        header.accept("ce_type", type);
        header.accept("ce_subject", subject);
        header.accept("ce_time", event.time().truncatedTo(ChronoUnit.MILLIS));
        header.accept("ce_position", event.position());
        header.accept("content-type", "application/json");
        return record;
    }
}
