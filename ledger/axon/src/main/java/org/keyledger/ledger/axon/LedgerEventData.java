package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import tools.jackson.databind.JsonNode;

/** A decrypted event of the ledger in the form that Axon upcasts and deserializes. */
class LedgerEventData implements TrackedEventData<JsonNode> {

    private final Position position;
    private final EventRecord event;
    private final JsonNode payload;
    private final Supplier<JsonNode> metadata;

    /** @param metadata called when a handler first uses the metadata */
    LedgerEventData(Position position, EventRecord event, JsonNode payload, Supplier<JsonNode> metadata) {
        this.position = position;
        this.event = event;
        this.payload = payload;
        this.metadata = metadata;
    }

    final EventRecord event() {
        return event;
    }

    @Override
    public final TrackingToken trackingToken() {
        return TrackingTokens.of(position);
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
        return new LazyMetaData(metadata);
    }

    @Override
    public final SerializedObject<JsonNode> getPayload() {
        return new SimpleSerializedObject<>(
                payload,
                JsonNode.class,
                new SimpleSerializedType(event.eventType(), Integer.toString(event.revision())));
    }

    /** Metadata that is decrypted when it is deserialized. */
    private record LazyMetaData(Supplier<JsonNode> metadata) implements SerializedObject<JsonNode> {

        private static final SerializedType TYPE = new SimpleSerializedType(MetaData.class.getName(), null);

        @Override
        public Class<JsonNode> getContentType() {
            return JsonNode.class;
        }

        @Override
        public SerializedType getType() {
            return TYPE;
        }

        @Override
        public JsonNode getData() {
            return metadata.get();
        }
    }

    /** An event of an aggregate. */
    static final class LedgerDomainEventData extends LedgerEventData implements DomainEventData<JsonNode> {

        LedgerDomainEventData(Position position, EventRecord event, JsonNode payload, Supplier<JsonNode> metadata) {
            super(position, event, payload, metadata);
        }

        @Override
        public String getType() {
            return event().aggregateType();
        }

        @Override
        public String getAggregateIdentifier() {
            return event().aggregateId();
        }

        @Override
        public long getSequenceNumber() {
            return event().sequence();
        }
    }
}
