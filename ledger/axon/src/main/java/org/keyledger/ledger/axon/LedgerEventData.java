package org.keyledger.ledger.axon;

import java.time.Instant;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import tools.jackson.databind.JsonNode;

/** An entry of the ledger, opened, as Axon reads it. */
class LedgerEventData implements TrackedEventData<JsonNode> {

    private final Position position;
    private final EventRecord event;
    private final JsonNode payload;
    private final JsonNode metadata;

    LedgerEventData(Position position, EventRecord entry, JsonNode payload, JsonNode metadata) {
        this.position = position;
        this.event = entry;
        this.payload = payload;
        this.metadata = metadata;
    }

    final EventRecord event() {
        return event;
    }

    @Override
    public final TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(position.value());
    }

    @Override
    public final String getEventIdentifier() {
        return event.id();
    }

    @Override
    public final Instant getTimestamp() {
        return event.time();
    }

    @Override
    public final SerializedObject<JsonNode> getMetaData() {
        return new SerializedMetaData<>(metadata, JsonNode.class);
    }

    @Override
    public final SerializedObject<JsonNode> getPayload() {
        return new SimpleSerializedObject<>(
                payload,
                JsonNode.class,
                new SimpleSerializedType(event.eventType(), Integer.toString(event.revision())));
    }
}
