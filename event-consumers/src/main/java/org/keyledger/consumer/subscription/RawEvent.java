package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.subscription.CloudEvent.Cause;

/** A Kafka record before it is parsed; dead letters are stored in this form. */
record RawEvent(String id, String subject, Map<String, String> headers, byte @Nullable [] body) {

    /** A record without an id is identified by its topic, partition and offset. */
    static RawEvent of(ConsumerRecord<String, byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        var offset = record.topic() + "-" + record.partition() + "@" + record.offset();
        var id = headers.getOrDefault("ce_id", offset);
        return new RawEvent(id, record.key() == null ? id : record.key(), headers, record.value());
    }

    /** The CloudEvents type; empty if it has none. */
    String type() {
        return headers.getOrDefault("ce_type", "");
    }

    /** The ledger position; -1 if the header is missing or malformed. */
    long position() {
        var text = headers.getOrDefault("ce_position", "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** @throws RuntimeException unless the record is a CloudEvent 1.0 of the ledger with a body of this type */
    <D> CloudEvent<D> read(Class<D> data) {
        if (!attribute("ce_specversion").equals("1.0")) {
            throw new IllegalArgumentException("CloudEvents version must be 1.0, was " + attribute("ce_specversion"));
        }
        if (body == null) {
            throw new IllegalArgumentException("CloudEvent has no body");
        }
        return new CloudEvent<>(
                attribute("ce_id"),
                attribute("ce_source"),
                attribute("ce_type"),
                attribute("ce_subject"),
                Instant.parse(attribute("ce_time")),
                Long.parseLong(attribute("ce_position")),
                cause(),
                CloudEventJson.MAPPER.readValue(body, data));
    }

    private Cause cause() {
        var decidedAt = headers.get("ce_decidedatposition");
        return new Cause(
                headers.get("ce_actorkind"),
                headers.get("ce_actoruser"),
                headers.get("ce_actorcredential"),
                headers.get("ce_tenant"),
                headers.get("ce_requestid"),
                decidedAt == null ? null : Long.valueOf(decidedAt));
    }

    private String attribute(String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("CloudEvents attribute " + name + " is missing");
        }
        return value;
    }
}
