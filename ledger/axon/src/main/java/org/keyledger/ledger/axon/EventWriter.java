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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedType;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.axon.EventSerialization.EventAad;
import org.keyledger.ledger.axon.EventSerialization.RegisteredTypeSerializer;
import org.keyledger.ledger.encryption.FieldEncryptor;

/** Encodes the events of one unit of work as a commit, and creates the keys of the subjects that it creates. */
final class EventWriter {

    private static final String NO_TYPE = "";

    private final RegisteredTypeSerializer serializer;
    private final FieldEncryptor encryptor;
    private final Set<String> personalMetadata;
    private final Supplier<String> commitIds;
    private final AppendedEvents appended;

    /**
     * @param commitIds generates the id of a commit without a commit key
     * @param appended keeps the events of each commit for the tail
     */
    EventWriter(
            RegisteredTypeSerializer serializer,
            FieldEncryptor encryptor,
            Set<String> personalMetadata,
            Supplier<String> commitIds,
            AppendedEvents appended) {
        this.serializer = serializer;
        this.encryptor = encryptor;
        this.personalMetadata = personalMetadata;
        this.commitIds = commitIds;
        this.appended = appended;
    }

    /**
     * A commit to append; every key that it needs is durable when this returns.
     *
     * @throws IllegalArgumentException if the events do not all have the same metadata, which is stored once
     */
    Commit write(List<? extends EventMessage<?>> events) {
        EventMessage<?> first = events.get(0);
        if (!events.stream().allMatch(event -> event.getMetaData().equals(first.getMetaData()))) {
            throw new IllegalArgumentException("the events of a commit must have the same metadata");
        }
        int clearsBefore = appended.clears();
        Object requestKey = first.getMetaData().get(LedgerMetadata.COMMIT_KEY);
        String commitId = requestKey == null ? commitIds.get() : requestKey.toString();
        encryptor
                .keys()
                .create(events.stream()
                        .map(event -> FieldEncryptor.createdSubject(event.getPayload()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
        Map<String, Object> metadata = new HashMap<>(first.getMetaData());
        metadata.remove(LedgerMetadata.COMMIT_KEY);
        Commit commit = new Commit(
                commitId,
                encrypt(new TreeMap<>(metadata), first, EventSerialization.metadataAad(commitId)),
                events.stream().map(this::toEventRecord).toList());
        appended.add(commit, events, metadata, clearsBefore);
        return commit;
    }

    /** Must be called if a commit was rejected or its outcome is unknown. */
    void discard(Commit commit) {
        appended.remove(commit);
    }

    private EventRecord toEventRecord(EventMessage<?> event) {
        DomainEventMessage<?> domainEvent = event instanceof DomainEventMessage<?> it ? it : null;
        String aggregateId = domainEvent == null ? event.getIdentifier() : domainEvent.getAggregateIdentifier();
        String aggregateType = domainEvent == null ? NO_TYPE : domainEvent.getType();
        long sequence = domainEvent == null ? 0 : domainEvent.getSequenceNumber();
        SerializedType type = serializer.typeForClass(event.getPayloadType());
        EventAad aad = new EventAad(aggregateId, sequence, type.getName());
        return new EventRecord(
                aggregateId,
                aggregateType,
                sequence,
                event.getIdentifier(),
                type.getName(),
                Integer.parseInt(type.getRevision()),
                event.getTimestamp().truncatedTo(ChronoUnit.MILLIS),
                encryptor.encrypt(event.getPayload(), aad.payload()));
    }

    private byte[] encrypt(Map<String, Object> metadata, EventMessage<?> event, List<String> aad) {
        Set<String> personal =
                metadata.keySet().stream().filter(personalMetadata::contains).collect(Collectors.toSet());
        return personal.isEmpty()
                ? encryptor.encrypt(metadata, aad)
                : encryptor.encrypt(metadata, personal, metadataSubject(event), aad);
    }

    private String metadataSubject(EventMessage<?> event) {
        Object actor = event.getMetaData().get(LedgerMetadata.ACTOR_USER);
        return actor == null
                ? encryptor.keys().ensureDayKey(LocalDate.ofInstant(event.getTimestamp(), ZoneOffset.UTC))
                : actor.toString();
    }
}
