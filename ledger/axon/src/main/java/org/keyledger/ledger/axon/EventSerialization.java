package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Set;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import tools.jackson.databind.JacksonModule;

/**
 * How events are written and read.
 *
 * @param types what they are stored as
 * @param personalMetadata the names of metadata that is personal or secret, and sealed: under the subject that
 *     {@link LedgerMetadata#ACTOR} names or, without one, under a key of the event's day
 * @param modules what JSON must know of the domain's values
 * @param upcasters what turns old revisions into the present one, after their fields were opened; an upcaster changes
 *     events, it never drops one
 */
public record EventSerialization(
        EventTypeRegistry types, Set<String> personalMetadata, List<JacksonModule> modules, EventUpcaster upcasters) {

    /** No modules, nothing is upcast. */
    public static EventSerialization of(EventTypeRegistry names, Set<String> personalMetadata) {
        return new EventSerialization(names, personalMetadata, List.of(), NoOpEventUpcaster.INSTANCE);
    }

    public EventSerialization {
        personalMetadata = Set.copyOf(personalMetadata);
        modules = List.copyOf(modules);
    }

    /** The same, with these modules and no others. */
    public EventSerialization with(JacksonModule... added) {
        return new EventSerialization(types, personalMetadata, List.of(added), upcasters);
    }

    /** The same, with this chain of upcasters. */
    public EventSerialization with(EventUpcaster chain) {
        return new EventSerialization(types, personalMetadata, modules, chain);
    }
}
