package org.keyledger.ledger.axon;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.serialization.SimpleSerializedType;
import org.keyledger.ledger.epoch.LedgerReopened;

/**
 * The event types that are stored, each with its class and the revision that is written; the ledger's own events are
 * included. A class may be renamed or moved; an event type that was ever written must stay.
 */
public final class EventTypeRegistry {

    private final Map<String, Class<?>> classes;
    private final Map<Class<?>, SimpleSerializedType> types = new HashMap<>();

    /**
     * @param classes the class of each event type, such as {@code apikey.rotated}
     * @param revisions the revision of each event type whose revision is not 1
     * @throws IllegalArgumentException if a class has two event types
     */
    public EventTypeRegistry(Map<String, ? extends Class<?>> classes, Map<String, Integer> revisions) {
        Map<String, Class<?>> all = new HashMap<>(classes);
        all.put(LedgerReopened.NAME, LedgerReopened.class);
        this.classes = Map.copyOf(all);
        this.classes.forEach((name, type) -> {
            int revision = revisions.getOrDefault(name, 1);
            if (types.put(type, new SimpleSerializedType(name, Integer.toString(revision))) != null) {
                throw new IllegalArgumentException("class " + type.getName() + " must have one event type, has two");
            }
        });
    }

    /** All event types have revision 1. */
    public EventTypeRegistry(Map<String, ? extends Class<?>> classes) {
        this(classes, Map.of());
    }

    /** @throws IllegalArgumentException if the class is not registered */
    SimpleSerializedType typeOf(Class<?> type) {
        SimpleSerializedType found = types.get(type);
        if (found == null) {
            throw new IllegalArgumentException("class " + type.getName() + " has no event type");
        }
        return found;
    }

    /** @throws IllegalArgumentException if the event type is not registered, for example written by a newer version */
    Class<?> classOf(String eventType) {
        Class<?> found = classes.get(eventType);
        if (found == null) {
            throw new IllegalArgumentException("event type " + eventType + " has no class");
        }
        return found;
    }
}
