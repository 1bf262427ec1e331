package org.keyledger.consumer.subscription;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka record before it is parsed; dead letters are stored in this form. */
record RawEvent(String id, String subject, Map<String, String> headers, byte @Nullable [] body) {

    /** The CloudEvents type; empty if it has none. */
    String type() {
        return headers.getOrDefault("ce_type", "");
    }

    /** @throws RuntimeException unless the record is a CloudEvent 1.0 of the ledger with a body of this type */
    <D> CloudEvent<D> read(Class<D> data) {
        if (body == null) {
            throw new IllegalArgumentException("CloudEvent has no body");
        }
        return CloudEvent.read(headers, body, data);
    }
}
