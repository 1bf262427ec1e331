package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.EventSerialization.EventAad;
import org.keyledger.ledger.axon.EventSerialization.RegisteredTypeSerializer;
import org.keyledger.ledger.encryption.FieldEncryptor;
import tools.jackson.databind.JsonNode;

/** Decodes stored events: decrypts their fields, then upcasts them. The payload is deserialized when it is first used. */
final class EventReader {

    private final RegisteredTypeSerializer serializer;
    private final FieldEncryptor encryptor;
    private final EventUpcaster upcasters;

    EventReader(RegisteredTypeSerializer serializer, FieldEncryptor encryptor, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.encryptor = encryptor;
        this.upcasters = upcasters;
    }

    /** The metadata is decrypted only if it is used: the state of an aggregate rarely depends on it. */
    DomainEventStream readDomainEvents(List<PositionedEvent> events) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                events.stream()
                        .map(it -> toDomainEventData(
                                it.position(), it.event(), () -> metadata(it.commitId(), it.metadata()))),
                serializer,
                upcasters);
    }

    List<TrackedEventMessage<?>> decode(RecordedCommit commit) {
        List<LedgerEventData> stored = new ArrayList<>();
        Position position = commit.first();
        JsonNode metadata = metadata(commit.commit().commitId(), commit.commit().metadata());
        for (EventRecord event : commit.commit().events()) {
            stored.add(toEventData(position, event, () -> metadata));
            position = position.next();
        }
        return deserialize(stored.stream()).toList();
    }

    Position positionOf(TrackedEventMessage<?> event) {
        return TrackingTokens.positionOf(event.trackingToken());
    }

    private Stream<TrackedEventMessage<?>> deserialize(Stream<LedgerEventData> stored) {
        return EventUtils.upcastAndDeserializeTrackedEvents(stored, serializer, upcasters);
    }

    private LedgerEventData toEventData(Position position, EventRecord event, Supplier<JsonNode> metadata) {
        return event.aggregateType().isEmpty()
                ? new LedgerEventData(position, event, payload(event), metadata)
                : toDomainEventData(position, event, metadata);
    }

    private LedgerDomainEventData toDomainEventData(Position position, EventRecord event, Supplier<JsonNode> metadata) {
        return new LedgerDomainEventData(position, event, payload(event), metadata);
    }

    private JsonNode payload(EventRecord event) {
        return serializer
                .getObjectMapper()
                .readTree(encryptor.decrypt(event.payload(), aad(event).payload()));
    }

    private JsonNode metadata(String commitId, byte[] json) {
        return serializer.getObjectMapper().readTree(encryptor.decrypt(json, EventSerialization.metadataAad(commitId)));
    }

    private static EventAad aad(EventRecord event) {
        return new EventAad(event.aggregateId(), event.sequence(), event.eventType());
    }

    /** A decrypted event of the ledger in the form that Axon upcasts and deserializes. */
    private static class LedgerEventData implements TrackedEventData<JsonNode> {

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
    }

    /** An event of an aggregate. */
    private static final class LedgerDomainEventData extends LedgerEventData implements DomainEventData<JsonNode> {

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
