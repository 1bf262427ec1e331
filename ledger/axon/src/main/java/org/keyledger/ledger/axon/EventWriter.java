package org.keyledger.ledger.axon;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedType;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.encryption.FieldEncryptor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes one commit of the events of one unit of work, and the keys of the subjects that it opens. */
final class EventWriter {

    private static final String NO_TYPE = "";

    private final RegisteredTypeSerializer serializer;
    private final FieldEncryptor encryptor;
    private final Set<String> personalMetadata;

    EventWriter(RegisteredTypeSerializer serializer, FieldEncryptor veil, Set<String> personal) {
        this.serializer = serializer;
        this.encryptor = veil;
        this.personalMetadata = personal;
    }

    /** The commit, ready to append: every key it needs is durable when this returns. */
    Commit write(List<? extends EventMessage<?>> events) {
        String key = commitIdOf(events);
        encryptor
                .keys()
                .create(events.stream()
                        .map(event -> FieldEncryptor.createdSubject(event.getPayload()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
        return new Commit(key, events.stream().map(this::toEventRecord).toList());
    }

    private static String commitIdOf(List<? extends EventMessage<?>> events) {
        Set<Object> keys = events.stream()
                .map(event -> Optional.ofNullable(event.getMetaData().get(LedgerMetadata.COMMIT_KEY)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (keys.size() > 1) {
            throw new IllegalArgumentException("one commit cannot answer two requests");
        }
        return keys.stream().map(Object::toString).findFirst().orElseGet(Commit::randomCommitId);
    }

    private EventRecord toEventRecord(EventMessage<?> event) {
        DomainEventMessage<?> domain = event instanceof DomainEventMessage<?> it ? it : null;
        String aggregate = domain == null ? event.getIdentifier() : domain.getAggregateIdentifier();
        String aggregateType = domain == null ? NO_TYPE : domain.getType();
        long sequence = domain == null ? 0 : domain.getSequenceNumber();
        SerializedType type = serializer.typeForClass(event.getPayloadType());
        EventAad aad = new EventAad(aggregate, sequence, type.getName());
        return new EventRecord(
                aggregate,
                aggregateType,
                sequence,
                event.getIdentifier(),
                type.getName(),
                Integer.parseInt(type.getRevision()),
                event.getTimestamp().truncatedTo(ChronoUnit.MILLIS),
                bytes(encryptor.encrypt(event.getPayload(), aad.payload())),
                bytes(metadata(event, aad)));
    }

    private JsonNode metadata(EventMessage<?> event, EventAad aad) {
        Map<String, Object> kept = new HashMap<>(event.getMetaData());
        kept.remove(LedgerMetadata.COMMIT_KEY);
        ObjectNode tree = (ObjectNode) encryptor.toPlainJson(new TreeMap<>(kept));
        Set<String> sealed =
                kept.keySet().stream().filter(personalMetadata::contains).collect(Collectors.toSet());
        if (!sealed.isEmpty()) {
            String subject = subject(event);
            sealed.forEach(
                    name -> tree.set(name, encryptor.encrypt(tree.required(name), subject, name, aad.metadata())));
        }
        return tree;
    }

    private String subject(EventMessage<?> event) {
        Object actor = event.getMetaData().get(LedgerMetadata.ACTOR);
        return actor == null
                ? encryptor.keys().ensureDayKey(LocalDate.ofInstant(event.getTimestamp(), ZoneOffset.UTC))
                : actor.toString();
    }

    private byte[] bytes(JsonNode tree) {
        return serializer.getObjectMapper().writeValueAsBytes(tree);
    }
}
