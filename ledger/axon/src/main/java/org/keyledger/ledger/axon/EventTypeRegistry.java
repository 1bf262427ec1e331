package org.keyledger.ledger.axon;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.serialization.SimpleSerializedType;
import org.keyledger.ledger.epoch.LedgerReopened;

/**
 * The names that events are stored under, each with the revision that is written today; the ledger's own among them. Classes may move; a name that
 * was ever written stays.
 */
public final class EventTypeRegistry {

    private final Map<String, Class<?>> classes;
    private final Map<Class<?>, SimpleSerializedType> types = new HashMap<>();

    /**
     * @param classes for each stored name, {@code apikey.rotated} say, its class
     * @param revisions for each name whose revision is no longer 1 the present one
     * @throws IllegalArgumentException if a class has two names
     */
    public EventTypeRegistry(Map<String, ? extends Class<?>> classes, Map<String, Integer> revisions) {
        Map<String, Class<?>> all = new HashMap<>(classes);
        all.put(LedgerReopened.NAME, LedgerReopened.class);
        this.classes = Map.copyOf(all);
        this.classes.forEach((name, type) -> {
            int revision = revisions.getOrDefault(name, 1);
            if (types.put(type, new SimpleSerializedType(name, Integer.toString(revision))) != null) {
                throw new IllegalArgumentException(type.getName() + " has two stored names");
            }
        });
    }

    /** All at revision 1. */
    public EventTypeRegistry(Map<String, ? extends Class<?>> classes) {
        this(classes, Map.of());
    }

    /** @throws IllegalArgumentException for a class that must not be stored */
    SimpleSerializedType typeOf(Class<?> type) {
        SimpleSerializedType found = types.get(type);
        if (found == null) {
            throw new IllegalArgumentException("no stored name for " + type.getName());
        }
        return found;
    }

    /** @throws IllegalArgumentException for a name written by a newer program */
    Class<?> classOf(String name) {
        Class<?> found = classes.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no class for the stored name " + name);
        }
        return found;
    }
}
