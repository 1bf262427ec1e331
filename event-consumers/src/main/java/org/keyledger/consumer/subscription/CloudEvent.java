package org.keyledger.consumer.subscription;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published event: CloudEvents 1.0, read from the binary content mode of the Kafka protocol binding.
 *
 * @param id {@code <ledger>.<epoch>/<position>}; permanently unique together with {@code source}
 * @param source the ledger that it comes from
 * @param type the event type, such as {@code org.keyledger.apikey.revoked}
 * @param subject the entity that it is about; events of one subject arrive in order
 * @param time when it was recorded
 * @param position its position in the ledger; increases from event to event, with gaps
 * @param cause who caused it
 * @param data its body
 * @param <D> the type of the body
 */
public record CloudEvent<D>(
        String id, String source, String type, String subject, Instant time, long position, Cause cause, D data) {

    /**
     * Who caused an event and in which request. Ids only, which are not personal data and stay after an erasure; null
     * where there is none.
     *
     * @param actorKind {@code user}, {@code key}, {@code service}, {@code operator}, {@code mailed-link},
     *     {@code anonymous} or {@code system}
     * @param actorUser the user who acted or created the acting key
     * @param actorCredential the id of the session or API key that authenticated the request
     * @param tenant the tenant of the actor
     * @param requestId the {@code instance} of the request's problem response and of its log lines
     * @param decidedAtPosition the decision had seen every event up to this position
     */
    public record Cause(
            @Nullable String actorKind,
            @Nullable String actorUser,
            @Nullable String actorCredential,
            @Nullable String tenant,
            @Nullable String requestId,
            @Nullable Long decidedAtPosition) {}

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
                cause(headers),
                CloudEventJson.MAPPER.readValue(body, data));
    }

    private static Cause cause(Map<String, String> headers) {
        var decidedAt = headers.get("ce_decidedatposition");
        return new Cause(
                headers.get("ce_actorkind"),
                headers.get("ce_actoruser"),
                headers.get("ce_actorcredential"),
                headers.get("ce_tenant"),
                headers.get("ce_requestid"),
                decidedAt == null ? null : Long.valueOf(decidedAt));
    }

    private static String attribute(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("CloudEvents attribute " + name + " is missing");
        }
        return value;
    }
}
