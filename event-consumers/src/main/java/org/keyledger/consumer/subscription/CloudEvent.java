package org.keyledger.consumer.subscription;

import java.time.Instant;
import java.util.Map;

/**
 * A published event: CloudEvents 1.0, read from the binary content mode of the Kafka protocol binding.
 *
 * @param id {@code <ledger>.<epoch>/<position>}; permanently unique together with {@code source}
 * @param source the ledger that it comes from
 * @param type the event type, such as {@code org.keyledger.apikey.revoked}
 * @param subject the entity that it is about; events of one subject arrive in order
 * @param time when it was recorded
 * @param position its position in the ledger; increases from event to event, with gaps
 * @param data its body
 * @param <D> the type of the body
 */
public record CloudEvent<D>(
        String id, String source, String type, String subject, Instant time, long position, D data) {

    /**
     * Reads the binary content mode.
     *
     * @param headers values by name; further headers are ignored
     * @param body a JSON document
     * @throws RuntimeException unless it is a CloudEvent 1.0 of the ledger with a body of this type
     */
    public static <D> CloudEvent<D> read(Map<String, String> headers, byte[] body, Class<D> data) {
        if (!attribute(headers, "ce_specversion").equals("1.0")) {
            throw new IllegalArgumentException(
                    "CloudEvents version must be 1.0, was " + attribute(headers, "ce_specversion"));
        }
        return new CloudEvent<>(
                attribute(headers, "ce_id"),
                attribute(headers, "ce_source"),
                attribute(headers, "ce_type"),
                attribute(headers, "ce_subject"),
                Instant.parse(attribute(headers, "ce_time")),
                Long.parseLong(attribute(headers, "ce_position")),
                CloudEventJson.MAPPER.readValue(body, data));
    }

    private static String attribute(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("CloudEvents attribute " + name + " is missing");
        }
        return value;
    }
}
