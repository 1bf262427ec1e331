package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Kafka record that is a CloudEvent of the ledger. Its headers and its body are parsed once, when it is received.
 *
 * @param raw the form in which it is stored if it becomes a dead letter
 * @param position its position in the ledger
 * @param parsed null if the body is JSON, but not of the type of the subscription
 * @param <D> the type of the body
 */
record ReceivedEvent<D>(
        RawEvent raw, long position, @Nullable CloudEvent<D> parsed) {

    private static final List<String> REQUIRED_HEADERS =
            List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_position");

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    /**
     * Parses a record.
     *
     * @throws IllegalArgumentException unless the record is a CloudEvent 1.0 of the ledger with a JSON body, and has no
     *     header twice
     */
    static <D> ReceivedEvent<D> of(ConsumerRecord<String, byte[]> record, Class<D> data) {
        var headers = headers(record);
        for (var name : REQUIRED_HEADERS) {
            require(headers.containsKey(name), "CloudEvents attribute " + name + " is missing");
        }
        require(record.key() != null, "record has no key");
        var raw = new RawEvent(headers.getOrDefault("ce_id", ""), record.key(), headers, record.value());
        require(headers.getOrDefault("ce_specversion", "").equals("1.0"), "CloudEvents version is not 1.0");
        require(raw.subject().equals(headers.get("ce_subject")), "key and ce_subject differ");
        var position = position(headers.getOrDefault("ce_position", ""));
        require(raw.id().endsWith("/" + position), "ce_id and ce_position differ");
        return new ReceivedEvent<>(raw, position, parse(raw, data));
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers()) {
            var value = header.value() == null ? "" : new String(header.value(), UTF_8);
            require(headers.put(header.key(), value) == null, "a header occurs twice");
        }
        return headers;
    }

    private static long position(String text) {
        require(POSITION.matcher(text).matches(), "ce_position is not a position");
        return Long.parseLong(text);
    }

    private static <D> @Nullable CloudEvent<D> parse(RawEvent raw, Class<D> data) {
        try {
            return raw.read(data);
        } catch (RuntimeException e) {
            requireJson(raw);
            return null;
        }
    }

    private static void requireJson(RawEvent raw) {
        try {
            raw.read(JsonNode.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("time or body is malformed", e);
        }
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** The permanently unique id. */
    String id() {
        return raw.id();
    }

    /** The entity that it is about. */
    String subject() {
        return raw.subject();
    }

    /** @throws RuntimeException unless the body is of this type, which is the type of the subscription */
    CloudEvent<D> read(Class<D> data) {
        return parsed == null ? raw.read(data) : parsed;
    }
}
