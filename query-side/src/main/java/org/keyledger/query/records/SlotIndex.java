package org.keyledger.query.records;

/**
 * Finds the slots of a {@link RecordArray} by a key of 16 bytes that the records contain: open addressing with linear
 * probing in one array, 5 to 7 bytes a record. Only one thread may write; a reader must repeat its read if a write
 * happened meanwhile.
 */
public final class SlotIndex {

    public static final int NOT_FOUND = -1;

    private static final int MIN_CAPACITY = 16;
    private static final double MAX_LOAD = 0.8;
    private static final double GROWTH = 1.2;

    private final RecordArray records;
    private final int offset;
    private final long lowMask;
    /** Slot numbers plus 1; 0 for a free entry. */
    private int[] entries = new int[MIN_CAPACITY];

    private int size;

    /**
     * @param offset of the key in a record
     * @param lowMask the bits of the key's last eight bytes that are compared
     */
    public SlotIndex(RecordArray records, int offset, long lowMask) {
        this.records = records;
        this.offset = offset;
        this.lowMask = lowMask;
    }

    public int size() {
        return size;
    }

    /** The slot of the record with this key, or {@link #NOT_FOUND}. */
    public int find(long high, long low) {
        var table = entries;
        var position = home(high, low & lowMask, table.length);
        // a read during a write may find no free entry, so the search is bounded
        for (var probes = 0; probes < table.length; probes++) {
            var slot = table[position] - 1;
            if (slot < 0) {
                return NOT_FOUND;
            }
            if (records.getLong(slot, offset) == high && low(slot) == (low & lowMask)) {
                return slot;
            }
            position = next(position, table.length);
        }
        return NOT_FOUND;
    }

    /** Adds a record whose key is not present. */
    public void add(int slot) {
        if (size + 1 > entries.length * MAX_LOAD) {
            resize((int) Math.min(Integer.MAX_VALUE - 8L, (long) (entries.length * GROWTH) + 1));
        }
        insert(slot, entries);
        size++;
    }

    /** Makes room for this number of records in total. */
    public void reserve(int records) {
        var capacity = (int) Math.min(Integer.MAX_VALUE - 8L, (long) (records / MAX_LOAD) + 1);
        if (capacity > entries.length) {
            resize(capacity);
        }
    }

    /** Removes a record if it is present; its key must still be in the record. */
    public void remove(int slot) {
        var table = entries;
        var gap = home(slot, table.length);
        while (table[gap] != slot + 1) {
            if (table[gap] == 0) {
                return;
            }
            gap = next(gap, table.length);
        }
        // close the gap, so that it interrupts no probe sequence
        for (var position = next(gap, table.length); table[position] != 0; position = next(position, table.length)) {
            var home = home(table[position] - 1, table.length);
            if (distance(home, position, table.length) >= distance(gap, position, table.length)) {
                table[gap] = table[position];
                gap = position;
            }
        }
        table[gap] = 0;
        size--;
    }

    private void resize(int capacity) {
        var resized = new int[capacity];
        for (var entry : entries) {
            if (entry != 0) {
                insert(entry - 1, resized);
            }
        }
        entries = resized;
    }

    private void insert(int slot, int[] table) {
        var position = home(slot, table.length);
        while (table[position] != 0) {
            position = next(position, table.length);
        }
        table[position] = slot + 1;
    }

    private int home(int slot, int capacity) {
        return home(records.getLong(slot, offset), low(slot), capacity);
    }

    private long low(int slot) {
        return records.getLong(slot, offset + Long.BYTES) & lowMask;
    }

    /** The finalizer of MurmurHash3 on both halves, scaled to the capacity. */
    private static int home(long high, long low, int capacity) {
        var mixed = (high ^ Long.rotateLeft(low * 0x9E3779B97F4A7C15L, 31)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (int) (((mixed >>> 32) * capacity) >>> 32);
    }

    private static int distance(int from, int to, int capacity) {
        return to >= from ? to - from : to - from + capacity;
    }

    private static int next(int position, int capacity) {
        return position + 1 == capacity ? 0 : position + 1;
    }
}
