package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.JacksonModule;

/**
 * Configuration of how events are written and read.
 *
 * @param types the event types and their classes
 * @param personalMetadata the names of metadata that is personal or secret and therefore encrypted: with the key of the
 *     subject that {@link LedgerMetadata#ACTOR_USER} names or, without one, with the key of the event's day
 * @param modules Jackson modules for value types of the domain
 * @param upcasters convert old revisions to the present one after their fields were decrypted; an upcaster changes events
 *     and never drops one
 */
public record EventSerialization(
        EventTypeRegistry types, Set<String> personalMetadata, List<JacksonModule> modules, EventUpcaster upcasters) {

    public EventSerialization {
        personalMetadata = Set.copyOf(personalMetadata);
        modules = List.copyOf(modules);
    }

    /** Without modules and upcasters. */
    public static EventSerialization of(EventTypeRegistry types, Set<String> personalMetadata) {
        return new EventSerialization(types, personalMetadata, List.of(), NoOpEventUpcaster.INSTANCE);
    }

    /** A copy with these modules and no others. */
    public EventSerialization with(JacksonModule... newModules) {
        return new EventSerialization(types, personalMetadata, List.of(newModules), upcasters);
    }

    /** A copy with this chain of upcasters. */
    public EventSerialization with(EventUpcaster newUpcasters) {
        return new EventSerialization(types, personalMetadata, modules, newUpcasters);
    }

    RegisteredTypeSerializer serializer() {
        return new RegisteredTypeSerializer(this);
    }

    /** Reads and writes events by their event types; an unregistered type or class is an error. */
    static final class RegisteredTypeSerializer extends Jackson3Serializer {

        private final EventTypeRegistry types;

        private RegisteredTypeSerializer(EventSerialization serialization) {
            super(Jackson3Serializer.builder()
                    .jsonMapperBuilderCustomizer(json -> LedgerJson.configure(json, serialization.modules())));
            this.types = serialization.types();
        }

        @Override
        public SerializedType typeForClass(Class type) {
            return types.typeOf(type);
        }

        @Override
        public Class<?> classForType(SerializedType type) {
            return MetaData.class.getName().equals(type.getName()) ? MetaData.class : types.classOf(type.getName());
        }
    }

    /** Associated data of the encrypted fields of one event, without the names of the fields. */
    record EventAad(String aggregateId, long sequence, String eventType) {

        List<String> payload() {
            return List.of(aggregateId, Long.toString(sequence), eventType);
        }
    }

    /** Associated data of the encrypted metadata of one commit, without the names of the fields. */
    static List<String> metadataAad(String commitId) {
        return List.of(commitId, "metadata");
    }
}
