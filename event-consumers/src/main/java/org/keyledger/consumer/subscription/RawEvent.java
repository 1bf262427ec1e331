package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Kafka record before it is parsed; dead letters are stored in this form. */
record RawEvent(String id, String subject, Map<String, String> headers, byte @Nullable [] body) {

    private static final List<String> REQUIRED_HEADERS =
            List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_position");

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    /**
     * Reads the headers of a record.
     *
     * @throws IllegalArgumentException unless the record is a CloudEvent 1.0 of the ledger with a JSON body, and has no
     *     header twice
     */
    static RawEvent of(ConsumerRecord<String, byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers()) {
            var value = header.value() == null ? "" : new String(header.value(), UTF_8);
            require(headers.put(header.key(), value) == null, "a header occurs twice");
        }
        for (var name : REQUIRED_HEADERS) {
            require(headers.containsKey(name), "CloudEvents attribute " + name + " is missing");
        }
        var event = new RawEvent(headers.getOrDefault("ce_id", ""), requireKey(record), headers, record.value());
        require(headers.getOrDefault("ce_specversion", "").equals("1.0"), "CloudEvents version is not 1.0");
        require(event.subject().equals(headers.get("ce_subject")), "key and ce_subject differ");
        require(event.position() >= 0, "ce_position is not a position");
        require(event.id().endsWith("/" + event.position()), "ce_id and ce_position differ");
        requireParsable(event);
        return event;
    }

    private static String requireKey(ConsumerRecord<String, byte[]> record) {
        require(record.key() != null, "record has no key");
        return record.key();
    }

    private static void requireParsable(RawEvent event) {
        try {
            event.read(JsonNode.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("time or body is malformed", e);
        }
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** The CloudEvents type; empty if it has none. */
    String type() {
        return headers.getOrDefault("ce_type", "");
    }

    /** The ledger position; -1 if the header is missing or malformed. */
    long position() {
        var text = headers.getOrDefault("ce_position", "");
        return POSITION.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    /** @throws RuntimeException unless the record is a CloudEvent 1.0 of the ledger with a body of this type */
    <D> CloudEvent<D> read(Class<D> data) {
        if (body == null) {
            throw new IllegalArgumentException("CloudEvent has no body");
        }
        return CloudEvent.read(headers, body, data);
    }
}
