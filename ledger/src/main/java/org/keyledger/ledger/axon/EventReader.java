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
import org.keyledger.ledger.encryption.Veil;
import org.keyledger.ledger.tail.Decoder;
import tools.jackson.databind.JsonNode;

/** Makes events of entries: opens their sealed fields, then upcasts them; the payload becomes a record when asked for. */
final class EventReader implements Decoder<TrackedEventMessage<?>> {

    private final NamedSerializer serializer;
    private final Veil veil;
    private final EventUpcaster upcasters;

    EventReader(NamedSerializer serializer, Veil veil, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.veil = veil;
        this.upcasters = upcasters;
    }

    DomainEventStream history(List<PositionedEvent> entries) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                entries.stream().map(it -> domain(it.position(), it.entry())), serializer, upcasters);
    }

    @Override
    public List<TrackedEventMessage<?>> decode(RecordedCommit commit) {
        List<StoredEvent> stored = new ArrayList<>();
        Position position = commit.first();
        for (EventRecord entry : commit.commit().entries()) {
            stored.add(event(position, entry));
            position = position.next();
        }
        return messages(stored.stream()).toList();
    }

    @Override
    public Position positionOf(TrackedEventMessage<?> event) {
        return Tokens.positionOf(event.trackingToken());
    }

    private Stream<TrackedEventMessage<?>> messages(Stream<StoredEvent> stored) {
        return EventUtils.upcastAndDeserializeTrackedEvents(stored, serializer, upcasters);
    }

    private StoredEvent event(Position position, EventRecord entry) {
        return entry.aggregateType().isEmpty()
                ? new StoredEvent(position, entry, payload(entry), metadata(entry))
                : domain(position, entry);
    }

    private StoredDomainEvent domain(Position position, EventRecord entry) {
        return new StoredDomainEvent(position, entry, payload(entry), metadata(entry));
    }

    private JsonNode payload(EventRecord entry) {
        return veil.open(
                serializer.getObjectMapper().readTree(entry.payload()),
                places(entry).payload());
    }

    private JsonNode metadata(EventRecord entry) {
        return veil.open(
                serializer.getObjectMapper().readTree(entry.metadata()),
                places(entry).metadata());
    }

    private static Places places(EventRecord entry) {
        return new Places(entry.aggregate(), entry.sequence(), entry.name());
    }
}
