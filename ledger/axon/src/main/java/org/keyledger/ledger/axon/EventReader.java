package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.EventSerialization.EventAad;
import org.keyledger.ledger.axon.EventSerialization.RegisteredTypeSerializer;
import org.keyledger.ledger.axon.LedgerEventData.LedgerDomainEventData;
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
        return encryptor.decrypt(
                serializer.getObjectMapper().readTree(event.payload()),
                aad(event).payload());
    }

    private JsonNode metadata(String commitId, byte[] json) {
        return encryptor.decrypt(serializer.getObjectMapper().readTree(json), EventSerialization.metadataAad(commitId));
    }

    private static EventAad aad(EventRecord event) {
        return new EventAad(event.aggregateId(), event.sequence(), event.eventType());
    }
}
