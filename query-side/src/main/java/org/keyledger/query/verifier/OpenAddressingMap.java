package org.keyledger.query.verifier;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of entries that contain their own key, with open addressing in one array: 8 to 16 bytes per entry in
 * addition to the entry. Only one thread may write; a reader must repeat its read if a write happened meanwhile.
 */
final class OpenAddressingMap<K, E> {

    private static final int MIN_CAPACITY = 16;

    private final Function<E, K> keyOf;
    private @Nullable Object[] slots = new Object[MIN_CAPACITY];
    private int size;

    OpenAddressingMap(Function<E, K> keyOf) {
        this.keyOf = keyOf;
    }

    int size() {
        return size;
    }

    @Nullable
    E get(K key) {
        var table = slots;
        return entry(table[slotOf(key, table)]);
    }

    /** Adds an entry unless its key is present; returns the entry that the table then contains. */
    E addIfAbsent(E entry) {
        var existing = get(keyOf.apply(entry));
        if (existing == null) {
            put(entry);
        }
        return existing == null ? entry : existing;
    }

    /** Adds an entry, replacing an existing one with the same key. */
    void put(E entry) {
        if ((size + 1) * 2 > slots.length) {
            resize(slots.length * 2, any -> true);
        }
        var slot = slotOf(keyOf.apply(entry), slots);
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = entry;
    }

    /** Removes the key's entry and reinserts the entries after it, so that no gap interrupts their probe sequence. */
    void remove(K key) {
        var gap = slotOf(key, slots);
        if (slots[gap] == null) {
            return;
        }
        slots[gap] = null;
        size--;
        for (var next = nextSlot(gap, slots); slots[next] != null; next = nextSlot(next, slots)) {
            var entry = Objects.requireNonNull(entry(slots[next]));
            slots[next] = null;
            slots[slotOf(keyOf.apply(entry), slots)] = entry;
        }
    }

    /** Removes all entries that do not match. */
    void retainIf(Predicate<E> kept) {
        resize(slots.length, kept);
    }

    private void resize(int length, Predicate<E> kept) {
        var resized = new Object[length];
        var count = 0;
        for (var slot : slots) {
            var entry = entry(slot);
            if (entry != null && kept.test(entry)) {
                resized[slotOf(keyOf.apply(entry), resized)] = entry;
                count++;
            }
        }
        slots = resized;
        size = count;
    }

    /**
     * The slot of the key's entry, or the free slot where it belongs; half of all slots are free, so the search
     * terminates.
     */
    private int slotOf(K key, @Nullable Object[] table) {
        var slot = spread(key.hashCode()) & (table.length - 1);
        for (var entry = entry(table[slot]); entry != null; entry = entry(table[slot])) {
            if (keyOf.apply(entry).equals(key)) {
                return slot;
            }
            slot = nextSlot(slot, table);
        }
        return slot;
    }

    private static int nextSlot(int slot, @Nullable Object[] table) {
        return (slot + 1) & (table.length - 1);
    }

    /** The finalizer of MurmurHash3, which spreads similar hash codes across the table. */
    private static int spread(int hash) {
        var mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }

    @SuppressWarnings("unchecked")
    private @Nullable E entry(@Nullable Object slot) {
        return (E) slot;
    }
}
