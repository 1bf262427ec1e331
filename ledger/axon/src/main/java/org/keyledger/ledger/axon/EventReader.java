package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.List;
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
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.tail.CommitDecoder;
import tools.jackson.databind.JsonNode;

/** Makes events of entries: opens their sealed fields, then upcasts them; the payload becomes a record when asked for. */
final class EventReader implements CommitDecoder<TrackedEventMessage<?>> {

    private final RegisteredTypeSerializer serializer;
    private final FieldEncryptor encryptor;
    private final EventUpcaster upcasters;

    EventReader(RegisteredTypeSerializer serializer, FieldEncryptor veil, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.encryptor = veil;
        this.upcasters = upcasters;
    }

    DomainEventStream readDomainEvents(List<PositionedEvent> entries) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                entries.stream().map(it -> toDomainEventData(it.position(), it.event())), serializer, upcasters);
    }

    @Override
    public List<TrackedEventMessage<?>> decode(RecordedCommit commit) {
        List<LedgerEventData> stored = new ArrayList<>();
        Position position = commit.first();
        for (EventRecord entry : commit.commit().events()) {
            stored.add(toEventData(position, entry));
            position = position.next();
        }
        return messages(stored.stream()).toList();
    }

    @Override
    public Position positionOf(TrackedEventMessage<?> event) {
        return TrackingTokens.positionOf(event.trackingToken());
    }

    private Stream<TrackedEventMessage<?>> messages(Stream<LedgerEventData> stored) {
        return EventUtils.upcastAndDeserializeTrackedEvents(stored, serializer, upcasters);
    }

    private LedgerEventData toEventData(Position position, EventRecord entry) {
        return entry.aggregateType().isEmpty()
                ? new LedgerEventData(position, entry, payload(entry), metadata(entry))
                : toDomainEventData(position, entry);
    }

    private LedgerDomainEventData toDomainEventData(Position position, EventRecord entry) {
        return new LedgerDomainEventData(position, entry, payload(entry), metadata(entry));
    }

    private JsonNode payload(EventRecord entry) {
        return encryptor.decrypt(
                serializer.getObjectMapper().readTree(entry.payload()),
                aad(entry).payload());
    }

    private JsonNode metadata(EventRecord entry) {
        return encryptor.decrypt(
                serializer.getObjectMapper().readTree(entry.metadata()),
                aad(entry).metadata());
    }

    private static EventAad aad(EventRecord entry) {
        return new EventAad(entry.aggregateId(), entry.sequence(), entry.eventType());
    }
}
