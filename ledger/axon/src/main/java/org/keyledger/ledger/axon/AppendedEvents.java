package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.EventSerialization.RegisteredTypeSerializer;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.tail.CommitDecoder;
import tools.jackson.databind.JsonNode;

/**
 * The events of commits that this process is appending, kept as objects until the tail takes them: they equal what decoding
 * the stored commit gives, so that the tail need not decrypt and parse them. Decodes every other commit, and one with an
 * erased field.
 */
final class AppendedEvents implements CommitDecoder<TrackedEventMessage<?>> {

    private static final int MAX_COMMITS = 1024;
    private static final int MAX_COMMIT_BYTES = 64 * 1024;

    private final RegisteredTypeSerializer serializer;
    private final EventReader reader;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger clears = new AtomicInteger();

    /**
     * The events of one commit. A commit read from the store has other byte arrays and is not equal to it.
     *
     * @param metadata as it is decoded
     * @param clearsBefore the number of calls of {@link #clear} before the commit was encrypted
     */
    private record Pending(
            Commit commit, List<? extends EventMessage<?>> events, MetaData metadata, int clearsBefore) {}

    AppendedEvents(RegisteredTypeSerializer serializer, EventReader reader) {
        this.serializer = serializer;
        this.reader = reader;
    }

    /** The argument for {@link #add}; must be called before the fields of the commit are encrypted. */
    int clears() {
        return clears.get();
    }

    /** Keeps the events of a commit that is about to be appended, unless they are large or many wait already. */
    void add(Commit commit, List<? extends EventMessage<?>> events, Map<String, ?> metadata, int clearsBefore) {
        if (pending.size() < MAX_COMMITS && isSmall(commit) && !hasErasedField(commit)) {
            pending.put(commit.commitId(), new Pending(commit, List.copyOf(events), asDecoded(metadata), clearsBefore));
        }
    }

    /** Forgets the events of a commit that may not have been stored. */
    void remove(Commit commit) {
        pending.computeIfPresent(
                commit.commitId(), (id, found) -> found.commit().equals(commit) ? null : found);
    }

    /** How many commits wait for the tail. */
    int size() {
        return pending.size();
    }

    /** Forgets all events: they may contain what an erasure removed. */
    void clear() {
        clears.incrementAndGet();
        pending.clear();
    }

    @Override
    public List<TrackedEventMessage<?>> decode(RecordedCommit recorded) {
        Pending found = pending.remove(recorded.commit().commitId());
        return found == null || !found.commit().equals(recorded.commit()) || found.clearsBefore() != clears.get()
                ? reader.decode(recorded)
                : toMessages(recorded, found);
    }

    @Override
    public Position positionOf(TrackedEventMessage<?> event) {
        return reader.positionOf(event);
    }

    private static List<TrackedEventMessage<?>> toMessages(RecordedCommit recorded, Pending found) {
        List<TrackedEventMessage<?>> messages = new ArrayList<>(found.events().size());
        Position next = recorded.first();
        for (EventRecord stored : recorded.commit().events()) {
            messages.add(toMessage(next, stored, found.events().get(messages.size()), found.metadata()));
            next = next.next();
        }
        return messages;
    }

    private static TrackedEventMessage<?> toMessage(
            Position position, EventRecord stored, EventMessage<?> event, MetaData metadata) {
        TrackingToken token = TrackingTokens.of(position);
        Message<?> message = new GenericMessage<>(stored.id(), event.getPayload(), metadata);
        return stored.aggregateType().isEmpty()
                ? new GenericTrackedEventMessage<>(token, message, stored::time)
                : new GenericTrackedDomainEventMessage<>(
                        token, stored.aggregateType(), stored.aggregateId(), stored.sequence(), message, stored::time);
    }

    private static boolean isSmall(Commit commit) {
        long bytes = commit.metadata().length;
        for (EventRecord event : commit.events()) {
            bytes += event.payload().length;
        }
        return bytes <= MAX_COMMIT_BYTES;
    }

    private static boolean hasErasedField(Commit commit) {
        return FieldEncryptor.hasErasedField(commit.metadata())
                || commit.events().stream().anyMatch(event -> FieldEncryptor.hasErasedField(event.payload()));
    }

    /** Metadata with the types that JSON has: other values than these are written and parsed as for the store. */
    private MetaData asDecoded(Map<String, ?> metadata) {
        Map<String, Object> decoded = new HashMap<>();
        for (Map.Entry<String, ?> entry : metadata.entrySet()) {
            Object value = asDecoded(entry.getValue());
            if (value == null) {
                return parsed(metadata);
            }
            decoded.put(entry.getKey(), value);
        }
        return MetaData.from(decoded);
    }

    /** Null if the value must be parsed to know its type. */
    private static @Nullable Object asDecoded(@Nullable Object value) {
        if (value instanceof Long number) {
            return number.intValue() == number ? (Object) number.intValue() : number;
        }
        return value instanceof String || value instanceof Integer || value instanceof Boolean ? value : null;
    }

    private MetaData parsed(Map<String, ?> metadata) {
        byte[] json = serializer.getObjectMapper().writeValueAsBytes(metadata);
        return serializer.deserialize(
                new SerializedMetaData<>(serializer.getObjectMapper().readTree(json), JsonNode.class));
    }
}
